import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { setContacts } from './contact-rows.ts';
import type { Claimed } from './last-words.ts';

/** Contacts per round: what a crash can leave unknown at most. */
export const ROUND = 500;

/** The words that are sent, by contact. */
export const MESSAGE = {
  enrollment_id: 'uuid',
  seq: 'integer',
  address: 'text',
  language: 'text',
  subject: 'text?',
  body: 'text',
  html: 'text?',
  approved: 'text?',
  link: 'name?',
} as const satisfies ColumnSpec;

const NAMES = Object.keys(MESSAGE).filter((name) => name !== 'enrollment_id' && name !== 'seq');
/** SQL: the columns of the words; the same of `u`; each set to what was to be inserted. */
export const WORDS = NAMES.join(', ');
export const WORDS_OF_U = NAMES.map((name) => `u.${name}`).join(', ');
export const WORDS_ANEW = NAMES.map((name) => `${name} = excluded.${name}`).join(', ');

/** The words of these contacts as columns. */
export function messageColumns(claimed: readonly Claimed[]): ReadonlyColumns<typeof MESSAGE> {
  return {
    enrollment_id: claimed.map((one) => one.record.enrollmentId),
    seq: claimed.map((one) => one.record.seq),
    address: claimed.map((one) => one.message.address),
    language: claimed.map((one) => one.message.language),
    subject: claimed.map((one) => one.message.subject),
    body: claimed.map((one) => one.message.body),
    html: claimed.map((one) => one.message.html),
    link: claimed.map((one) => one.link),
    approved: claimed.map(({ message: { approved } }) => (approved ? JSON.stringify(approved) : null)),
  };
}

/** Keeps the words and takes the contacts in hand, by the database's clock. Needs the claim. */
export async function markClaimed(tx: Sql, shard: number, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  await keepWords(tx, shard, claimed);
  await setContacts(
    tx,
    shard,
    claimed.map((one) => one.record),
    'claimed_at = clock_timestamp()',
  );
}

/** Keeps the words of contacts, as rendered. */
export async function keepWords(tx: Sql, shard: number, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  await tx.query(
    `insert into contact_message (shard, enrollment_id, seq, ${WORDS})
     select $1, u.enrollment_id, u.seq, ${WORDS_OF_U} from ${unnestColumns(MESSAGE, 2)} u
     on conflict (shard, enrollment_id, seq) do update set ${WORDS_ANEW}`,
    [shard, ...packColumns(MESSAGE, messageColumns(claimed))],
    { keep: true },
  );
}
