import { randomUUID } from 'node:crypto';
import { addDays, atLocal } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { plainEmail } from '#lib/message/email/frame.ts';
import { shardOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { type SeedDebtor, type SeedStep, STEPS } from './seed-words.ts';

interface Published {
  readonly journeyId: number;
  readonly versionId: number;
}

/** Writes a debtor, their accounts, and what the steps of the journey told them up to the clock. Rows by hand: the stories of the inbox need every status. */
export async function tellDebtor(
  tx: Sql,
  workspace: PortfolioWorkspace,
  journey: Published,
  debtor: SeedDebtor,
  now: Instant,
): Promise<void> {
  const shard = shardOf(workspace, debtor.externalId);
  const debtorId = randomUUID();
  await tx.query(
    `insert into debtor (shard, id, workspace_id, external_id, name, language, country, zone, email, phone, whatsapp, postal, preferred_channel, preference_at, imported, imported_at)
     values ($1, $2, $3, $4, $5, 'es', $6, $7, $8, $9, $9, $10, $11, case when $11::text is null then null else now() end, '{}', now())`,
    [
      shard,
      debtorId,
      workspace.id,
      debtor.externalId,
      debtor.name,
      debtor.country,
      debtor.zone,
      debtor.email,
      debtor.phone,
      debtor.postal,
      debtor.prefers,
    ],
  );
  const accountIds: string[] = [];
  for (const account of debtor.accounts) {
    const id = randomUUID();
    accountIds.push(id);
    await tx.query(
      `insert into account (shard, id, workspace_id, external_id, debtor_id, product, currency, balance, due_date, status, imported, as_of)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', now())`,
      [
        shard,
        id,
        workspace.id,
        account.externalId,
        debtorId,
        account.product,
        debtor.currency,
        account.balance,
        debtor.dueDate,
        account.status,
      ],
    );
  }
  const enrollmentId = randomUUID();
  for (const [seq, step] of STEPS.entries()) {
    const at = atLocal(addDays(debtor.dueDate, step.days), step.at, debtor.zone);
    if (at > now || (debtor.paidAfter !== null && step.days > debtor.paidAfter)) break;
    await tell(tx, { shard, debtorId, accountIds, enrollmentId, seq: seq + 1, at, workspaceId: workspace.id, ...journey }, debtor, step);
  }
}

interface Told extends Published {
  readonly shard: number;
  readonly workspaceId: number;
  readonly debtorId: string;
  readonly accountIds: readonly string[];
  readonly enrollmentId: string;
  readonly seq: number;
  readonly at: Instant;
}

async function tell(tx: Sql, told: Told, debtor: SeedDebtor, step: SeedStep): Promise<void> {
  const { status, reason } = debtor.fate[step.node] ?? { status: 'delivered', reason: null };
  const channel = step.isPreferred ? (debtor.prefers ?? step.channel) : step.channel;
  const isSent = status !== 'queued' && status !== 'cancelled';
  await tx.query(
    `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id, account_ids, enrollment_ids, channel, template, topic, status, queued_at, sent_at, ended_at, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12, $13, $14, $15, to_timestamp($16 / 1000.0),
             case when $17 then to_timestamp($16 / 1000.0) + interval '2 seconds' end, case when $15 in ('cancelled', 'failed') then to_timestamp($16 / 1000.0) + interval '40 seconds' end, $18)`,
    [
      told.shard,
      randomUUID(),
      told.workspaceId,
      told.enrollmentId,
      told.seq,
      told.journeyId,
      told.versionId,
      step.node,
      told.debtorId,
      told.accountIds,
      told.accountIds.map(() => told.enrollmentId),
      channel,
      step.template,
      step.topic,
      status,
      told.at,
      isSent,
      reason,
    ],
  );
  if (!isSent) return;
  const address = {
    email: debtor.email,
    sms: debtor.phone,
    whatsapp: debtor.phone,
    voice: debtor.phone,
    push: debtor.phone,
    letter: debtor.postal,
  }[channel];
  const { subject, body } = step.words(debtor, channel);
  await tx.query(
    `insert into contact_message (shard, enrollment_id, seq, address, language, subject, body, html, approved)
     values ($1, $2, $3, $4, 'es', $5, $6, $7, $8)`,
    [
      told.shard,
      told.enrollmentId,
      told.seq,
      address,
      subject,
      body,
      channel === 'email' ? plainEmail({ language: 'es', subject, creditor: 'Crédito Andino', words: body, button: null }) : null,
      channel === 'whatsapp' ? JSON.stringify(approvedCall(step, debtor)) : null,
    ],
  );
}

function approvedCall({ template }: SeedStep, { accounts }: SeedDebtor) {
  const variables = accounts.map(({ externalId }) => externalId);
  return { name: template.replaceAll('-', '_'), language: 'es', category: 'utility', variables };
}
