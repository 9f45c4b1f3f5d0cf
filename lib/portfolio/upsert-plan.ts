import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { type AccountInput, accountInputSchema } from '#lib/facts/account-input.ts';
import { type DebtorInput, debtorInputSchema } from '#lib/facts/debtor-input.ts';
import { readInstant } from './hot-rows.ts';
import { shardOf, shardsOf } from './shard.ts';
import { type AccountStatement, type DebtorStatement, fillingOf, restateAccount, restateDebtor, saysTheSame } from './statement.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** Debtors and accounts of one import or call. An account's debtor stands in the same batch or is known already. */
export interface PortfolioBatch {
  readonly debtors: readonly DebtorInput[];
  readonly accounts: readonly AccountInput[];
  /** By index into `debtors`: true where this only fills in what nothing was said about so far. */
  readonly fillOnly?: readonly boolean[];
}

export type Outcome = 'created' | 'updated' | 'unchanged' | 'refused';

/** One debtor or account that was not taken; `index` counts its list of the batch from 0. */
export interface Refusal {
  readonly kind: 'debtor' | 'account' | 'event';
  readonly index: number;
  readonly reason: string;
}

/** A debtor or account on its way: what stood before (null: new) and what is to stand. */
interface Planned<Statement> {
  readonly id: string;
  readonly before: Statement | null;
  statement: Statement;
  readonly lastEventAt: Instant | null;
}

export type PlannedDebtor = Planned<DebtorStatement>;
export type PlannedAccount = Planned<AccountStatement> & { readonly debtorExternalId: string };

/** What a batch would change, by shard. */
export interface ShardPlan {
  readonly shard: number;
  /** By external id: every debtor that the batch names and that is known. */
  readonly debtors: ReadonlyMap<string, PlannedDebtor>;
  readonly accounts: ReadonlyMap<string, PlannedAccount>;
}

/** What a batch would do; outcomes stand in the order of its lists. */
export interface UpsertPlan {
  readonly shards: readonly ShardPlan[];
  readonly debtorOutcomes: readonly Outcome[];
  readonly accountOutcomes: readonly Outcome[];
  readonly refused: readonly Refusal[];
}

interface Slot<Input> {
  readonly index: number;
  readonly input: Input;
}

/**
 * Reads what stands and compares; writes nothing. Each input is checked here, so that import, call and seed are judged
 * alike; where one id stands twice in a batch the later one is said on top of the earlier.
 */
export async function planUpsert(tx: Sql, workspace: PortfolioWorkspace, batch: PortfolioBatch, at: Instant): Promise<UpsertPlan> {
  const refused: Refusal[] = [];
  const debtors = checked(batch.debtors, debtorInputSchema, 'debtor', refused);
  const accounts = checked(batch.accounts, accountInputSchema, 'account', refused);
  const debtorOutcomes: Outcome[] = batch.debtors.map(() => 'refused');
  const accountOutcomes: Outcome[] = batch.accounts.map(() => 'refused');
  const shards: (ShardPlan & { accounts: Map<string, PlannedAccount>; slots: readonly Slot<AccountInput>[] })[] = [];
  const fresh = new Map<string, number>();
  for (const shard of shardsOf(workspace)) {
    const here = debtors.filter(({ input }) => shardOf(workspace, input.externalId) === shard);
    const slots = accounts.filter(({ input }) => shardOf(workspace, input.debtorExternalId) === shard);
    if (here.length + slots.length === 0) continue;
    const names = new Set([...here.map(({ input }) => input.externalId), ...slots.map(({ input }) => input.debtorExternalId)]);
    const known = await readDebtors(tx, workspace, shard, [...names]);
    for (const { index, input } of here) debtorOutcomes[index] = sayDebtor(known, input, batch.fillOnly?.[index] ?? false, at);
    const existing = await readAccounts(tx, workspace, shard, slots);
    for (const { input } of slots) if (!existing.has(input.externalId)) fresh.set(input.externalId, fresh.get(input.externalId) ?? shard);
    shards.push({ shard, debtors: known, accounts: existing, slots });
  }
  const elsewhere = await findElsewhere(tx, workspace, fresh);
  for (const { shard, debtors: known, accounts: existing, slots } of shards) {
    for (const { index, input } of slots) {
      const isNewElsewhere = !existing.has(input.externalId) && fresh.get(input.externalId) !== shard;
      const said =
        isNewElsewhere || elsewhere.has(input.externalId)
          ? `account ${input.externalId} belongs to another debtor; an account does not move from one debtor to another`
          : sayAccount(existing, known, input, workspace, at);
      if (said === 'created' || said === 'updated' || said === 'unchanged') accountOutcomes[index] = said;
      else refused.push({ kind: 'account', index, reason: said });
    }
  }
  return { shards, debtorOutcomes, accountOutcomes, refused };
}

interface Schema {
  safeParse(
    input: unknown,
  ): { success: true } | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

function checked<Input extends { externalId: string }>(
  inputs: readonly Input[],
  schema: Schema,
  kind: 'debtor' | 'account',
  refused: Refusal[],
): readonly Slot<Input>[] {
  const slots: Slot<Input>[] = [];
  for (const [index, input] of inputs.entries()) {
    const read = schema.safeParse(input);
    if (read.success) slots.push({ index, input });
    else refused.push({ kind, index, reason: `${kind} ${input.externalId}: ${read.error.issues.map(issueText).join('; ')}` });
  }
  return slots;
}

function issueText(issue: { path: readonly PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join('.')} ${issue.message}`.trim();
}

async function readDebtors(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  externalIds: readonly string[],
): Promise<Map<string, PlannedDebtor>> {
  const rows = await tx.query<{ id: string; externalId: string; imported: DebtorStatement; lastEventAt: Instant | null }>(
    `select id, external_id as "externalId", imported, ${readInstant('last_event_at', 'lastEventAt')}
     from debtor where shard = $1 and workspace_id = $2 and external_id = any($3::text[])`,
    [shard, workspace.id, externalIds],
  );
  return new Map(
    rows.map((row) => [row.externalId, { id: row.id, before: row.imported, statement: row.imported, lastEventAt: row.lastEventAt }]),
  );
}

async function readAccounts(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  accounts: readonly Slot<AccountInput>[],
): Promise<Map<string, PlannedAccount>> {
  const rows = await tx.query<{ id: string; externalId: string; imported: AccountStatement; lastEventAt: Instant | null }>(
    `select id, external_id as "externalId", imported, ${readInstant('last_event_at', 'lastEventAt')}
     from account where shard = $1 and workspace_id = $2 and external_id = any($3::text[])`,
    [shard, workspace.id, accounts.map(({ input }) => input.externalId)],
  );
  return new Map(
    rows.map(({ id, externalId, imported, lastEventAt }) => [
      externalId,
      { id, before: imported, statement: imported, lastEventAt, debtorExternalId: imported.said.debtorExternalId },
    ]),
  );
}

/** Which of the accounts that are new in their shard (`fresh`: by external id) stand in another one: they belong to another debtor. */
async function findElsewhere(tx: Sql, workspace: PortfolioWorkspace, fresh: ReadonlyMap<string, number>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const shard of shardsOf(workspace)) {
    const others = [...fresh].flatMap(([externalId, own]) => (own === shard ? [] : [externalId]));
    if (others.length === 0) continue;
    const rows = await tx.query<{ externalId: string }>(
      'select external_id as "externalId" from account where shard = $1 and workspace_id = $2 and external_id = any($3::text[])',
      [shard, workspace.id, others],
    );
    for (const row of rows) found.add(row.externalId);
  }
  return found;
}

function sayDebtor(known: Map<string, PlannedDebtor>, input: DebtorInput, fillOnly: boolean, at: Instant): Outcome {
  const planned = known.get(input.externalId);
  const said = fillOnly ? fillingOf(planned?.statement ?? null, input) : input;
  const statement = restateDebtor(planned?.statement ?? null, said, at);
  if (!planned) {
    known.set(input.externalId, { id: uuid7(), before: null, statement, lastEventAt: null });
    return 'created';
  }
  if (saysTheSame(planned.statement, statement)) return 'unchanged';
  planned.statement = statement;
  return 'updated';
}

/** The outcome, or the sentence that refuses. */
function sayAccount(
  existing: Map<string, PlannedAccount>,
  debtors: ReadonlyMap<string, PlannedDebtor>,
  input: AccountInput,
  workspace: PortfolioWorkspace,
  at: Instant,
): string {
  const { externalId, debtorExternalId } = input;
  const planned = existing.get(externalId);
  if (planned && planned.debtorExternalId !== debtorExternalId) {
    return `account ${externalId} belongs to debtor ${planned.debtorExternalId}, not ${debtorExternalId}; an account does not move from one debtor to another`;
  }
  if (!debtors.has(debtorExternalId)) return `account ${externalId}: debtor ${debtorExternalId} is unknown; send the debtor first`;
  if (!planned && input.balance === undefined) return `account ${externalId} is new and needs a balance`;
  const statement = restateAccount(planned?.statement ?? null, input, at, workspace.currency);
  if (!planned) {
    existing.set(externalId, { id: uuid7(), before: null, statement, lastEventAt: null, debtorExternalId });
    return 'created';
  }
  if (saysTheSame(planned.statement, statement)) return 'unchanged';
  planned.statement = statement;
  return 'updated';
}
