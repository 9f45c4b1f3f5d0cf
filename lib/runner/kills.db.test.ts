import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#lib/db/client.ts';
import type { DatabasePlace } from '#lib/db/place.ts';
import { describeOnPostgres, hasPostgres } from '#lib/db/testing.ts';
import { findWorkspace } from '#lib/portfolio/workspace.ts';
import { createRunner } from './runner.ts';
import { type ContactEnd, type EndState, readEnd } from './testing/end-state.ts';
import { type Kill, live, planKills } from './testing/kill-lives.ts';
import { beginStory, SLUG } from './testing/kill-story.ts';
import { liveStory } from './testing/live-story.ts';
import { prepareDirectory } from './testing/prepared-directory.ts';

const LONG = Boolean(process.env.CADENZA_LONG);
const KILLS = LONG ? 200 : 30;
const SEED = process.env.CADENZA_SEED ?? (LONG ? String(Date.now()) : '1');

const folder = mkdtempSync(join(tmpdir(), 'cadenza-kills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sixty deaths take three minutes: each run has thirty, on PostgreSQL where there is one; the long run has both databases. */
const isOnPglite = LONG || !hasPostgres();

describe.runIf(isOnPglite)('a process killed again and again on PGlite', () => {
  const prepared = join(folder, 'prepared');
  let copies = 0;

  beforeAll(async () => {
    await prepareDirectory(prepared, (database) => database.transaction(beginStory));
  });

  killedAndUnkilled(async () => {
    const dir = join(folder, `copy-${++copies}`);
    cpSync(prepared, dir, { recursive: true });
    return { dir };
  });
});

describeOnPostgres('a process killed again and again', (freshUrl) => {
  killedAndUnkilled(async () => {
    const place = { url: await freshUrl() };
    const database = await openDatabase(place);
    await database.transaction(beginStory);
    await database.close();
    return place;
  });
});

/** `fresh` makes a database of its own in which the story has been prepared and nothing has happened. */
function killedAndUnkilled(fresh: () => Promise<DatabasePlace>): void {
  let unkilled: EndState;
  let unkilledMs: number;

  beforeAll(async () => {
    const place = await fresh();
    const began = performance.now();
    await within(place, (database) => liveStory(createRunner(database)));
    unkilledMs = performance.now() - began;
    unkilled = await within(place, endOf);
  }, 120_000);

  it(
    `ends as if it had lived, whatever place it died at (${KILLS} kills, seed ${SEED})`,
    async () => {
      const kills = planKills(SEED, KILLS, unkilledMs / 3);
      const died = new Map<Kill['at'], number>();
      let runs = 0;
      let unknown = 0;
      while (kills.length > 0) {
        const log = join(folder, `handed-over-${++runs}`);
        writeFileSync(log, '');
        const place = await fresh();
        await liveThrough(place, log, kills, died);
        const end = await within(place, endOf);
        const handedOver = readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line !== '');
        unknown += compare(end, unkilled, handedOver);
      }
      console.log(`${SEED}: ${[...died].map(([at, times]) => `${times} × ${at}`).join(', ')}; ${runs} runs; ${unknown} contacts unknown`);
      expect(unknown).toBeGreaterThan(0);
      for (const at of ['turn-written', 'contacts-claimed', 'provider-accepted'] as const)
        expect(died.get(at), at).toBeGreaterThanOrEqual(5);
    },
    LONG ? 1_800_000 : 300_000,
  );
}

/** One run from the beginning to the end of the story: as many kills as it takes on the way, then a life without one. */
async function liveThrough(place: DatabasePlace, log: string, kills: Kill[], died: Map<Kill['at'], number>): Promise<void> {
  for (;;) {
    const kill = kills[0] ?? null;
    const life = await live(place, log, kill);
    if (!life.died) return;
    kills.shift();
    if (kill) died.set(kill.at, (died.get(kill.at) ?? 0) + 1);
  }
}

/** Everything equal but contacts that are unknown; answers how many those are. */
function compare(end: EndState, unkilled: EndState, handedOver: readonly string[]): number {
  const isUnknown = ([, contact]: readonly [string, ContactEnd]) => contact.status === 'unknown';
  const unknown = [...end.contacts].filter(isUnknown);
  const settled = (contacts: EndState['contacts']) =>
    [...contacts].map(([name, { status, about, reason, accepted }]) => `${name} ${status} ${reason} ${accepted} ${about}`).sort();
  const asIfSent = new Map(unknown.map(([name, contact]) => [name, { ...contact, status: 'sent', reason: null, accepted: 1 }]));

  // The sandbox can say what it took, so that only what it never took is unknown.
  for (const [name, { accepted }] of unknown) expect(accepted, `${name} is unknown`).toBe(0);
  expect(settled(new Map([...end.contacts, ...asIfSent]))).toEqual(settled(unkilled.contacts));
  const { contacts: _, ...rest } = end;
  const { contacts: __, ...restUnkilled } = unkilled;
  expect(rest).toEqual(restUnkilled);

  // Nothing was handed to the provider twice, and what it took belongs to a contact that says so.
  expect(handedOver.filter((key, index) => handedOver.indexOf(key) !== index)).toEqual([]);
  const sent = [...end.contacts.values()].filter((contact) => contact.status === 'sent').map((contact) => contact.key);
  expect(sent.filter((key) => !handedOver.includes(key))).toEqual([]);
  return unknown.length;
}

function endOf(database: Database): Promise<EndState> {
  return findWorkspace(database, SLUG).then((workspace) => {
    if (!workspace) throw new Error('the workspace is gone');
    return readEnd(database, workspace);
  });
}

async function within<T>(place: DatabasePlace, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(place);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
