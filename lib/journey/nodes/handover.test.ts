import { expect, it } from 'vitest';
import { bogota, standing } from '../testing.ts';
import { handoverNode } from './handover.ts';

const here = standing({ now: bogota('2026-03-15 09:00') });

it('a handover that moves ends here as moved and enters there', () => {
  const effect = { kind: 'hand-over', journey: 'mid' };
  expect(handoverNode.prepare({ journey: 'mid', mode: 'move' }).run(here)).toEqual({
    kind: 'end',
    outcome: 'moved',
    effect,
    why: { journey: 'mid' },
  });
  expect(handoverNode.handles({ journey: 'mid', mode: 'move' })).toEqual([]);
});

it('a handover that starts another journey goes on here', () => {
  expect(handoverNode.prepare({ journey: 'mid', mode: 'start' }).run(here)).toMatchObject({ kind: 'leave', handle: 'next' });
  expect(handoverNode.handles({ journey: 'mid', mode: 'start' })).toEqual([{ id: 'next', optional: false }]);
});
