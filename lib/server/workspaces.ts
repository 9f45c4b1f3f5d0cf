import 'server-only';
import { type NewWorkspaceInput, wrongFields } from '#lib/api/new-workspace.ts';
import { startOfDay } from '#lib/base/civil.ts';
import { MS_PER_HOUR } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { countAttempt } from '#lib/db/queries/sign-in-attempts.ts';
import { policyCountries } from '#lib/policy/presets.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { freeSlug } from '#lib/portfolio/workspace-slug.ts';
import { Refused } from './api-call.ts';

/** Nobody needs more in an hour: the next ones are somebody's loop. */
const MOST_IN_AN_HOUR = 20;

/** Any number that nothing else locks: the letters `cdws`. Workspaces are made one after the other. */
const ADVISORY_LOCK = 0x63647773;

type Maker = { readonly id: string; readonly language: string };

/**
 * Makes a test workspace whose clock begins at the start of a local day, with the maker as its admin, and answers its slug.
 * The same form sent again answers the same workspace. The policy of its country is in force in it where there is one, unless the maker wants none. Throws Refused with the
 * fields at fault, or where one person makes too many.
 */
export async function makeWorkspace(db: Database, maker: Maker, input: NewWorkspaceInput): Promise<string> {
  refuseWrongFields(input);
  const key = `${maker.id}:${input.creationKey}`;
  return (await madeBefore(db, key)) ?? makeOnce(db, maker, input, key);
}

async function makeOnce(db: Database, maker: Maker, input: NewWorkspaceInput, key: string): Promise<string> {
  const { count } = await countAttempt(db, `workspaces:${maker.id}`, Date.now(), MS_PER_HOUR, MOST_IN_AN_HOUR);
  if (count > MOST_IN_AN_HOUR) throw new Refused(429, 'too-many-workspaces');
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    return (await madeBefore(tx, key)) ?? make(tx, maker, input, key);
  });
}

async function make(tx: Sql, maker: Maker, input: NewWorkspaceInput, key: string): Promise<string> {
  const { country, timezone, currency, startsOn } = input;
  const name = input.name.trim().replace(/\s+/g, ' ');
  const slug = await freeSlug(tx, name);
  const clockAt = startOfDay(startsOn, timezone);
  const policyCode = input.policy !== 'none' && policyCountries().includes(country) ? country : null;
  const { id } = await createWorkspace(tx, {
    slug,
    name,
    mode: 'test',
    country,
    timezone,
    currency,
    policyCode,
    language: maker.language,
    clockAt,
  });
  await tx.query('update workspace set creation_key = $2 where id = $1', [id, key]);
  await giveRole(tx, id, maker.id, 'admin');
  await noteDeed(tx, {
    workspaceId: id,
    personId: maker.id,
    action: 'workspace.create',
    subject: slug,
    detail: { name, country, timezone, currency, startsOn, policyCode },
  });
  return slug;
}

async function madeBefore(sql: Sql, key: string): Promise<string | null> {
  const [row] = await sql.query<{ slug: string }>('select slug from workspace where creation_key = $1', [key]);
  return row?.slug ?? null;
}

function refuseWrongFields(input: NewWorkspaceInput): void {
  const wrong = wrongFields(input);
  if (wrong.length === 0) return;
  throw new Refused(
    400,
    'bad-request',
    wrong.map((field) => ({ path: `$.${field}`, message: WORKSPACE_MENDS[field] })),
  );
}

/** How each field of a workspace is mended, to a machine. */
export const WORKSPACE_MENDS = {
  name: 'Give it a name of 2 to 60 signs, with a letter or a digit.',
  country: 'This is none of the countries offered.',
  timezone: 'This is no IANA time zone, as America/Bogota is.',
  currency: 'This is no ISO 4217 currency in use.',
  startsOn: 'Give a calendar date from 1990-01-01 to 2099-12-31.',
} as const;
