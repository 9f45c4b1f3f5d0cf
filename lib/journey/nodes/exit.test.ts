import { expect, it } from 'vitest';
import { standing } from '../testing.ts';
import { exitNode } from './exit.ts';

it('an exit ends the run with its outcome and has no way out', () => {
  expect(exitNode.prepare({ outcome: 'handed-over' }).run(standing({ now: 0 }))).toEqual({ kind: 'end', outcome: 'handed-over' });
  expect(exitNode.handles({ outcome: 'handed-over' })).toEqual([]);
});
