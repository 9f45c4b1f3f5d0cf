import { parseArgs } from 'node:util';
import { formatInstant } from '#lib/base/instant.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { appPlace } from '#lib/db/place.ts';
import { MAX_DEMO_DEBTORS } from '#lib/portfolio/demo/debtor.ts';
import { findWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { countLived } from '../seed/count-lived.ts';
import { DEMO_SLUG, type DemoSize, demoUntil, liveDemo, makeDemo, seededSize } from '../seed/demo-workspace.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../seed/people.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';

const MAX_DAYS = 365;

/** Makes the demo: a workspace in test mode, its people, portfolio and journeys, and a year of their running. */
export const command: Command = {
  name: 'seed',
  summary: 'make the demo: a test-mode workspace with people, portfolio, journeys and a year of history',
  help: [
    'usage: cadenza seed [--debtors N] [--days N]',
    '',
    `Makes the workspace "${DEMO_SLUG}" in test mode: five people (one a role), messages, journeys and an invented portfolio, which`,
    'lives through its past, so that contacts and tasks are made by the journeys themselves. Where the workspace is there',
    'already nothing is changed, but a seed that was stopped half-way is brought to its end.',
    'Prints {"step", …} a line, last {"workspace", "seeded", "clock", "signIn": {"email", "password"}, "people"}.',
    '',
    `  --debtors N  how many debtors (5000; at most ${MAX_DEMO_DEBTORS})`,
    `  --days N     how many days of past (365; at most ${MAX_DAYS})`,
    '',
    'The password is the same for everybody and known: for a machine of your own, not for a server that others reach.',
  ].join('\n'),
  async run(argv, io) {
    const plan = readPlan(argv);
    const db = await openDatabase(appPlace());
    try {
      await migrate(db);
      await seedDemo(db, plan, io);
      return 0;
    } finally {
      await db.close();
    }
  },
};

/** Makes or finishes the demo in a migrated database and prints its lines. A second time it changes nothing. */
export async function seedDemo(db: Database, plan: DemoSize, io: Pick<CommandIo, 'stdout'>): Promise<void> {
  const print = (line: object) => io.stdout(JSON.stringify(line));
  const before = await findWorkspace(db, DEMO_SLUG);
  if (before) {
    const size = await seededSize(db, before.id);
    const isDone = size === null || before.clockAt === null || before.clockAt >= demoUntil(size);
    if (!isDone) await live(db, before, size, print);
    return printEnd(db, isDone ? 'before' : 'finished', print);
  }
  const { workspace, counts } = await makeDemo(db, plan);
  const clock = formatInstant(workspace.clockAt ?? demoUntil(plan));
  print({ step: 'workspace', slug: workspace.slug, name: workspace.name, clock, ...counts });
  await live(db, workspace, plan, print);
  return printEnd(db, 'now', print);
}

async function live(db: Database, workspace: PortfolioWorkspace, size: DemoSize, print: (line: object) => void): Promise<void> {
  if (size.days > 0) await liveDemo(db, workspace, size);
  print({ step: 'journeys', at: formatInstant(demoUntil(size)), ...(await countLived(db, workspace)) });
}

/** `seeded`: made now, finished now, or there before. */
async function printEnd(db: Database, seeded: 'now' | 'finished' | 'before', print: (line: object) => void): Promise<void> {
  const workspace = await findWorkspace(db, DEMO_SLUG);
  const clock = workspace?.clockAt ? formatInstant(workspace.clockAt) : null;
  const [manager] = DEMO_PEOPLE;
  print({ workspace: DEMO_SLUG, seeded, clock, signIn: { email: manager.email, password: DEMO_PASSWORD }, people: DEMO_PEOPLE });
}

function readPlan(argv: readonly string[]): DemoSize {
  const { values } = parseArgs({
    args: [...argv],
    options: { debtors: { type: 'string', default: '5000' }, days: { type: 'string', default: '365' } },
  });
  return { debtors: wholeNumber('--debtors', values.debtors, 1, MAX_DEMO_DEBTORS), days: wholeNumber('--days', values.days, 0, MAX_DAYS) };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`${option} is "${text}"; it must be a whole number from ${least} to ${most}`);
}
