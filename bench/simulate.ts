import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, atLocal, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { advance } from '#lib/interpreter/advance.ts';
import { compile } from '#lib/interpreter/compile.ts';
import { enter } from '#lib/interpreter/enter.ts';
import { type DebtorOfPortfolio, importedWorld } from '#lib/interpreter/simulate.ts';
import { sumOpenAccounts, viewOf } from '#lib/interpreter/world-view.ts';
import { readJourney } from '#lib/journey/document.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { simulateInThreads } from '#lib/runner/simulation-threads.ts';
import { NOBODY_PAYS } from '#lib/simulation/behaviour.ts';
import type { SimulationPlan } from '#lib/simulation/simulation.ts';
import { root } from '../scripts/root.ts';
import type { Bench } from './bench.ts';
import { DAYS, debtorsWith, FIRST_DAY, ZONE } from './simulate-portfolio.ts';

const FROM = startOfDay(FIRST_DAY, ZONE);

/** A simulation of 90 days of the articles' cadence in threads, beside the same contacts counted by hand without an interpreter. */
export const bench: Bench = {
  async run(print, full) {
    const plan = planOf();
    print(`advance on one core: ${rate(stepsPerSecond(plan))} steps/s (arrive at a step, be asked, wait; or send and go on)`);
    print('accounts   threads  seconds  accounts/s  contacts   memory MiB  floor s  times the floor  seconds per 10,000');
    for (const [accounts, threads] of [[10_000, 2], [100_000, 1], [100_000, 2], ...(full ? ([[1_000_000, 2]] as const) : [])] as const) {
      const floor = floorOf(accounts);
      const run = await measured(plan, accounts, threads);
      if (run.contacts !== floor.contacts) throw new Error(`${run.contacts} contacts, and ${floor.contacts} counted by hand`);
      const figures = [accounts.toLocaleString('en').padStart(9), String(threads).padStart(8), run.seconds.toFixed(2).padStart(8)];
      figures.push(rate(accounts / run.seconds).padStart(11), rate(run.contacts).padStart(9), String(run.memory).padStart(12));
      figures.push(floor.seconds.toFixed(2).padStart(8), (run.seconds / floor.seconds).toFixed(1).padStart(16));
      figures.push(((run.seconds * 10_000) / accounts).toFixed(3).padStart(19));
      print(figures.join(' '));
    }
  },
};

function planOf(): SimulationPlan {
  const read = readJourney(readFileSync(join(root, 'fixtures/journeys/articles-cadence.json'), 'utf8'));
  if (!read.ok) throw new Error('the cadence cannot be read');
  const to = startOfDay(addDays(FIRST_DAY, DAYS), ZONE) - 1;
  return { journey: read.value, statedAt: FROM, from: FROM, to, timezone: ZONE, seed: '1', behaviour: NOBODY_PAYS, withEvents: true };
}

/** Threads, portfolio, everything: from the first debtor made to the last count. Memory is the most the whole process held. */
async function measured(plan: SimulationPlan, accounts: number, threads: number) {
  let memory = 0;
  const begun = performance.now();
  const tally = await simulateInThreads({
    plan,
    policyCode: null,
    topicDays: 3,
    debtors: debtorsWith(accounts),
    threads,
    progress: () => {
      memory = Math.max(memory, process.memoryUsage.rss());
    },
  });
  const contacts = (tally?.cells ?? []).reduce((sum, { counted, count }) => (counted === 'contact' ? sum + count : sum), 0);
  return { seconds: (performance.now() - begun) / 1_000, contacts, memory: Math.round(memory / 2 ** 20) };
}

/** The same portfolio walked by hand for this one cadence, in this thread: what no interpreter of any journey can be faster than. */
function floorOf(accounts: number): { seconds: number; contacts: number } {
  const begun = performance.now();
  let contacts = 0;
  for (const debtor of debtorsWith(accounts)) contacts += contactsByHand(debtor);
  return { seconds: (performance.now() - begun) / 1_000, contacts };
}

const STEPS = [
  [-5, '09:00'],
  [0, '10:00'],
  [3, '09:00'],
] as const;
const TO = startOfDay(addDays(FIRST_DAY, DAYS), ZONE) - 1;

function contactsByHand({ accounts, events }: DebtorOfPortfolio): number {
  const told = new Set<string>();
  for (const { externalId, dueDate } of accounts) {
    // What is dated before the portfolio was stated is in its balances already.
    const paidAt = events.find(({ accountId, at }) => accountId === externalId && at >= FROM)?.at ?? Number.POSITIVE_INFINITY;
    for (const [days, time] of STEPS) {
      const at = atLocal(addDays(dueDate ?? '', days), time, ZONE);
      if (at >= FROM && at <= TO && at < paidAt) told.add(`${days} ${at}`);
    }
  }
  return told.size;
}

const WALKS = 100_000;

/** `advance` alone, on an account at its first steps; a step is a line of the trace. */
function stepsPerSecond({ journey }: SimulationPlan): number {
  const program = compile(journey);
  const version = { journeyId: 1, versionId: 1, program, admits: true, paused: false };
  const [one] = debtorsWith(1);
  if (!one) return 0;
  const world = importedWorld(one.debtor, one.accounts, { from: FROM, timezone: ZONE });
  const [account] = world.accounts;
  if (!account?.state.dueDate) return 0;
  const rules = { policy: openPolicy(3), holidays: NO_HOLIDAYS };
  const view = viewOf(account, world.debtor, sumOpenAccounts(world.accounts, FROM), [], null, rules);
  const entered = enter(version, [view], null, () => 'run', FROM);
  if (!entered) return 0;
  const due = atLocal(addDays(account.state.dueDate, -5), '09:00', ZONE);
  let steps = 0;
  const begun = performance.now();
  for (let walk = 0; walk < WALKS; walk += 1) {
    const waiting = advance(program, entered.enrollment, view, FROM);
    const sent = advance(program, waiting.enrollment, view, due);
    steps += waiting.trace.length + sent.trace.length;
    if (sent.effects.length !== 1 || localDateOf(due, ZONE) === FIRST_DAY) throw new Error('the message was not sent');
  }
  return steps / ((performance.now() - begun) / 1_000);
}

function rate(figure: number): string {
  return Math.round(figure).toLocaleString('en');
}
