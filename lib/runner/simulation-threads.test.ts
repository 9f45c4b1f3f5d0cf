import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays, startOfDay } from '#lib/base/civil.ts';
import { debtorsOf } from '#lib/interpreter/simulate.ts';
import { learningJourney } from '#lib/interpreter/testing/learning-story.ts';
import { all, capacity, documentOf, enterBySegment, exit, message, task } from '#lib/interpreter/testing/story.ts';
import { readJourney } from '#lib/journey/document.ts';
import { generateDemoPortfolio } from '#lib/portfolio/demo/generate.ts';
import { readBehaviour } from '#lib/simulation/behaviour.ts';
import { simulateInThreads, type ThreadedSimulation } from './simulation-threads.ts';

const ZONE = 'America/Bogota';
const FROM = startOfDay('2026-03-02', ZONE);

/** Everybody asks for a place to be called; few get one. */
const QUEUE = documentOf({
  nodes: [
    enterBySegment('in', all(['account.balance', '>', 0], ['account.daysPastDue', '>=', 0])),
    capacity('ask', { perDay: 25, deadlineDays: 4 }),
    task('call'),
    message('written'),
    exit('end'),
  ],
  ways: ['in > ask', 'ask.granted > call', 'ask.overflow > written', 'written > ask', 'call.done > end', 'call.expired > ask'],
});

function simulation(
  more: Partial<ThreadedSimulation> = {},
  seed = '7',
  drawn: unknown = readFileSync('fixtures/journeys/articles-cadence.json', 'utf8'),
): ThreadedSimulation {
  const journey = readJourney(drawn);
  const behaviour = readBehaviour(JSON.parse(readFileSync('fixtures/behaviours/assumed.json', 'utf8')));
  if (!journey.ok || !behaviour.ok) throw new Error('the journey or the behaviour cannot be read');
  const { debtors, accounts } = generateDemoPortfolio({ seed: 'threads', debtors: 2_400, days: 30, clock: FROM, zone: ZONE });
  const priced = accounts.map((account) => ({ ...account, currency: account.currency ?? 'COP' }));
  return {
    plan: {
      journey: journey.value,
      statedAt: FROM,
      from: FROM,
      to: startOfDay(addDays('2026-03-02', 30), ZONE) - 1,
      timezone: ZONE,
      seed,
      behaviour: behaviour.value,
      withEvents: false,
    },
    policyCode: 'CO',
    topicDays: 3,
    debtors: debtorsOf({ debtors, accounts: priced, events: [] }),
    threads: 1,
    ...more,
  };
}

describe('a simulation in threads', { timeout: 60_000 }, () => {
  it('comes out the same on one, two and three of them, and says how far it is', async () => {
    const seen: number[] = [];
    const alone = await simulateInThreads(simulation({ progress: (debtors) => seen.push(debtors) }));
    expect(alone?.cells.length).toBeGreaterThan(100);
    expect(seen).toEqual([1_000, 2_000, 2_400]);
    expect(await simulateInThreads(simulation({ threads: 2 }))).toEqual(alone);
    expect(await simulateInThreads(simulation({ threads: 3 }))).toEqual(alone);
    expect(await simulateInThreads(simulation({ threads: 2 }, '8'))).not.toEqual(alone);
  });

  it('comes out the same on one, two and three where a step learns from everybody', async () => {
    const learning = (threads: number, seen: number[] = []) => {
      const { plan, ...more } = simulation({ threads, progress: (debtors) => seen.push(debtors) });
      return simulateInThreads({ ...more, plan: { ...plan, journey: learningJourney(), to: startOfDay('2026-03-12', ZONE) - 1 } });
    };
    const seen: number[] = [];
    const alone = await learning(1, seen);
    expect(alone?.cells.length).toBeGreaterThan(50);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(2_400);
    expect(await learning(2)).toEqual(alone);
    expect(await learning(3)).toEqual(alone);
  });

  it('gives the places of a pool to the same accounts, however many threads share them', async () => {
    const alone = await simulateInThreads(simulation({}, '7', QUEUE));
    const granted = alone?.cells.filter(({ counted }) => counted === 'granted') ?? [];
    expect(granted.length).toBeGreaterThan(20);
    expect(Math.max(...granted.map(({ count }) => count))).toBe(25);
    expect(alone?.cells.some(({ counted }) => counted === 'overflow')).toBe(true);
    const seen: number[] = [];
    expect(await simulateInThreads(simulation({ threads: 2, progress: (debtors) => seen.push(debtors) }, '7', QUEUE))).toEqual(alone);
    expect(seen.at(-1)).toBe(2_400);
    expect(await simulateInThreads(simulation({ threads: 3 }, '7', QUEUE))).toEqual(alone);
  });

  it('can be stopped, and leaves no thread behind', async () => {
    const stop = new AbortController();
    expect(await simulateInThreads(simulation({ threads: 2, signal: stop.signal, progress: () => stop.abort() }))).toBeNull();
    expect(await simulateInThreads(simulation({ signal: stop.signal }))).toBeNull();
  });

  it('fails with the sentence of the thread that failed', async () => {
    await expect(simulateInThreads(simulation({ threads: 2, policyCode: 'ZZ' }))).rejects.toThrow('There is no contact policy ZZ');
  });
});
