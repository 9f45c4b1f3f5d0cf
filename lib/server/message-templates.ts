import 'server-only';
import { readLanguage } from '#lib/api/languages.ts';
import type { Preview, PreviewReader, PreviewRequest, SavedTemplate, SaveTemplate } from '#lib/api/message-templates.ts';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { compileEmail } from '#lib/channels/email/compile-email.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { insertMessageText, messageText } from '#lib/db/queries/message-texts.ts';
import { accountNamed, type SampleLine, sampleAccounts } from '#lib/db/queries/samples.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { addressFor } from '#lib/facts/reach.ts';
import { checkMessage, markupProblems, type TextProblem } from '#lib/message/check.ts';
import { twinOf } from '#lib/message/email/twin.ts';
import { type AuthoredExtras, keptExtras, type MessageExtras } from '#lib/message/extras.ts';
import { renderMessage } from '#lib/message/render.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { readWorlds } from '#lib/runner/read-worlds.ts';
import { Refused } from './api-call.ts';
import type { WorkspaceSession } from './session.ts';

/**
 * Adds a version of a message. Throws Refused: words that could not be sent (422, each fault by its part), or a version in
 * between (409, with its number). The same words as those in use are stored no second time.
 */
export async function saveTemplate(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  { version, ...authored }: SaveTemplate,
): Promise<SavedTemplate> {
  const made = await makeMessage(authored);
  if (!made.ok) throw new Refused(422, 'bad-message', made.faults.map(faultProblem));
  const { channel, language, subject, body, extras } = made.message;
  const text = { key, channel, language, subject, body, extras };
  return db.transaction(async (tx) => {
    const stored = await messageText(tx, workspace.id, text);
    if (stored.version > 0 && isSameMessage(stored, text)) return { version: stored.version };
    const isNext = stored.version === version && (await insertMessageText(tx, workspace.id, { ...text, version: version + 1 }));
    if (!isNext) {
      const instead = await messageText(tx, workspace.id, text);
      const conflict = { revision: instead.version, at: formatInstant(instead.at), by: null, mine: false };
      throw new Refused(409, 'message-conflict', undefined, { conflict });
    }
    const detail = { channel, language, version: version + 1 };
    await noteDeed(tx, { workspaceId: workspace.id, personId: person.id, action: 'message.save', subject: key, detail });
    return { version: version + 1 };
  });
}

interface MadeMessage extends Omit<SaveTemplate, 'version' | 'extras'> {
  readonly extras: MessageExtras | null;
}

/** The message as it is kept: its MJML as HTML, the twin written, nothing that its channel does not have; or all that is wrong with it. */
async function makeMessage({
  channel,
  language,
  subject,
  body,
  extras,
}: Omit<SaveTemplate, 'version'>): Promise<
  { readonly ok: true; readonly message: MadeMessage } | { readonly ok: false; readonly faults: readonly TextProblem[] }
> {
  const { mjml, button, approved, ...said } = extras ?? {};
  const isMarkup = channel === 'email' && mjml !== undefined && mjml.trim() !== '';
  const own: AuthoredExtras = {
    ...said,
    ...(isMarkup ? { mjml } : channel === 'email' && button ? { button } : {}),
    ...(channel === 'whatsapp' && approved ? { approved } : {}),
  };
  const words = isMarkup && body.trim() === '' ? twinOf(mjml) : body;
  const faults = checkMessage({ subject, body: words, extras: own });
  if (faults.length > 0) return { ok: false, faults };
  const whole = { channel, language, subject, body: words };
  if (!isMarkup) return { ok: true, message: { ...whole, extras: keptExtras(own) } };
  const compiled = await compileEmail(mjml, { language });
  if (!compiled.ok) return { ok: false, faults: markupProblems(compiled.problems) };
  return { ok: true, message: { ...whole, extras: keptExtras({ ...own, html: compiled.html }) } };
}

function faultProblem({ part, fault, name, line, column }: TextProblem) {
  return { path: `$.${part}`, message: `${fault} ${name} (line ${line}, column ${column})` };
}

type Kept = Pick<MadeMessage, 'subject' | 'body' | 'extras'>;

function isSameMessage(one: Kept, other: Kept): boolean {
  return canonicalJson([one.subject, one.body, one.extras]) === canonicalJson([other.subject, other.body, other.extras]);
}

/** A message as a debtor would read it now, without sending or storing anything. Throws Refused where the workspace has no such account. */
export async function previewMessage(db: Sql, workspace: WorkspaceStanding, { template, account }: PreviewRequest): Promise<Preview> {
  const whole = await readWorkspace(db, workspace.id);
  const now = workspaceNow(whole, Date.now());
  const found = await findAccount(db, workspace, account, now);
  if (!found) {
    if (account !== undefined) throw new Refused(404, 'not-found');
    return { ok: false, reader: null, problem: '' };
  }
  const { shard, line } = found;
  const [loaded] = await readWorlds(db, shard, [line.debtorId], { now, wholeHistory: false });
  const debtor = loaded?.world.debtor.state;
  const accounts = (loaded?.world.accounts ?? []).flatMap(({ state }) => (state.externalId === line.externalId ? [state] : []));
  if (!debtor || accounts.length === 0) throw new Refused(404, 'not-found');
  const reader: PreviewReader = {
    account: line.externalId,
    debtor: debtor.externalId,
    debtorName: debtor.name,
    address: addressFor(debtor, template.channel),
  };
  const made = await makeMessage(template);
  if (!made.ok)
    return {
      ok: false,
      reader,
      problem: made.faults
        .map(faultProblem)
        .map(({ message }) => message)
        .join('; '),
      faults: made.faults,
    };
  const rendered = renderMessage(
    { key: 'preview', ...made.message },
    {
      debtor,
      accounts,
      today: localDateOf(now, debtor.zone),
      now,
      language: readLanguage(template.language) ?? template.language,
      zone: debtor.zone,
      workspaceName: workspace.name,
    },
  );
  return rendered.ok ? { ...rendered, reader } : { ok: false, reader, problem: rendered.problem };
}

async function findAccount(
  db: Sql,
  workspace: WorkspaceStanding,
  externalId: string | undefined,
  now: Instant,
): Promise<{ readonly shard: number; readonly line: SampleLine } | null> {
  for (const shard of shardsOf(workspace)) {
    const line =
      externalId === undefined
        ? ((await sampleAccounts(db, workspace.id, shard, now, 1))[0] ?? null)
        : await accountNamed(db, workspace.id, shard, externalId);
    if (line) return { shard, line };
  }
  return null;
}
