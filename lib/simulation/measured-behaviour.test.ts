import { describe, expect, it } from 'vitest';
import { readBehaviour } from './behaviour.ts';
import { type BehaviourCounts, measuredBehaviour } from './measured-behaviour.ts';
import { USUAL_PAYS, usualAnswers } from './usual-behaviour.ts';

const NOTHING: BehaviourCounts = { untold: [], answers: [], promises: { kept: 0, broken: 0, daysAhead: null }, work: [] };

describe('the rates of a workspace', () => {
  it('are the usual ones where nothing was seen', () => {
    const { behaviour, untold } = measuredBehaviour(NOTHING);
    expect(behaviour.pays).toEqual(USUAL_PAYS);
    expect(behaviour.answers.sms?.['1-30']).toEqual(usualAnswers('sms', '1-30'));
    expect(behaviour.promise).toEqual({ days: 5, kept: 0.6 });
    expect(untold.due).toEqual({ cases: 0, hits: 0, usual: 0.08, weight: 1_000, share: 0.08 });
  });

  it('are drawn to the usual ones by a stated weight: half-way where as many cases were seen', () => {
    const { untold, kept } = measuredBehaviour({
      ...NOTHING,
      untold: [{ bucket: 'due', days: 1_000, paid: 200 }],
      promises: { kept: 20, broken: 0, daysAhead: 9 },
    });
    expect(untold.due.share).toBe(0.14);
    expect(kept.share).toBe(0.8);
  });

  it('of contacts leave out those who would have paid anyway in the same days', () => {
    const seen = { way: 'email', bucket: '1-30', contacts: 100_000, paid: 30_000, promised: 0, replied: 0 } as const;
    const { answers } = measuredBehaviour({ ...NOTHING, untold: [{ bucket: '1-30', days: 1_000_000, paid: 50_000 }], answers: [seen] });
    // Three days at a twentieth are a share of 0.1426.
    expect(answers.email?.['1-30'].pays).toMatchObject({ cases: 100_000, hits: 30_000 });
    expect(answers.email?.['1-30'].pays.share).toBeCloseTo(0.3 - 0.1426, 3);
  });

  it('make a model that can be read, also where every contact and every task came to something', () => {
    const answers = [{ way: 'sms', bucket: 'due', contacts: 300, paid: 100, promised: 100, replied: 100 }] as const;
    const work = ['done', 'promise', 'refused'].map((outcome) => ({ kind: 'call', outcome, tasks: 1_000 }));
    const { behaviour } = measuredBehaviour({ ...NOTHING, answers, work });
    expect(readBehaviour(behaviour)).toEqual({ ok: true, value: behaviour });
  });
});
