import type { ExitRule } from './document.ts';

/** The exits of a journey without an `exitWhen` (journey.md section 3). */
export const DEFAULT_EXITS: readonly ExitRule[] = [
  {
    outcome: 'cured',
    where: {
      combinator: 'or',
      rules: [
        { field: 'account.balance', operator: '<=', value: 0 },
        { field: 'account.status', operator: '=', value: 'paid' },
      ],
    },
  },
  {
    outcome: 'stopped',
    where: {
      combinator: 'and',
      rules: [{ field: 'account.status', operator: 'in', value: ['cancelled', 'disputed', 'legal', 'written_off'] }],
    },
  },
];
