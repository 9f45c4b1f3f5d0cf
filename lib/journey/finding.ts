/** Codes that block publishing (journey.md section 10). */
const ERRORS = [
  'duplicate-id',
  'edge-to-missing-node',
  'unknown-handle',
  'no-entry',
  'unreachable',
  'zero-time-cycle',
  'bad-predicate',
  'unknown-field',
  'unknown-template',
  'bad-weights',
  'unknown-journey',
  'handover-cycle',
  'bad-time',
] as const;

const WARNINGS = [
  'unwired-handle',
  'outside-stage',
  'time-runs-backwards',
  'never-allowed',
  'missing-language',
  'channel-not-set-up',
  'empty-segment',
  'no-exit',
] as const;

export type FindingCode = (typeof ERRORS)[number] | (typeof WARNINGS)[number];

/**
 * Every sentence a finding can have, by code: its key in the message catalogues is `findings.<code>.<reason>`. Each says what
 * is wrong and how to mend it.
 */
export const REASONS = {
  'duplicate-id': ['node', 'edge', 'stage', 'handle', 'way'],
  'edge-to-missing-node': ['source', 'target'],
  'unknown-handle': ['handle', 'none'],
  'no-entry': ['entry'],
  unreachable: ['node'],
  'zero-time-cycle': ['cycle'],
  'bad-predicate': ['combinator', 'operator', 'value', 'choice', 'fraction', 'range'],
  'unknown-field': ['field', 'unwritable', 'kind', 'unranked'],
  'unknown-template': ['none', 'template', 'channel', 'url', 'insecure-url', 'inner-url'],
  'bad-weights': ['weights', 'share', 'arms', 'key', 'pool', 'places'],
  'unknown-journey': ['none', 'journey'],
  'handover-cycle': ['self', 'cycle'],
  'bad-time': ['at', 'days', 'amount', 'seconds', 'stage'],
  'unwired-handle': ['handle'],
  'outside-stage': ['day', 'stage'],
  'time-runs-backwards': ['step'],
  'never-allowed': ['hour', 'channel', 'task', 'gap', 'content', 'disclosure'],
  'missing-language': ['language'],
  'channel-not-set-up': ['channel', 'approved-name'],
  'empty-segment': ['segment'],
  'no-exit': ['exit'],
} as const satisfies Record<FindingCode, readonly string[]>;

export type FindingReason<C extends FindingCode> = (typeof REASONS)[C][number];

/** Where a finding stands: a node or an edge by its id, neither for the journey as a whole; `path` is the JSON path of what is at fault. */
export interface Place {
  readonly node?: string;
  readonly edge?: string;
  readonly path?: string;
}

/** Something wrong with a journey: errors block publishing, warnings do not. `reason` and `params` pick and fill its sentence. */
export interface Finding extends Place {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly reason: string;
  readonly params: Readonly<Record<string, string>>;
}

const errors: ReadonlySet<string> = new Set(ERRORS);

/** A finding of this code, with the severity that the code has. */
export function finding<C extends FindingCode>(code: C, reason: FindingReason<C>, place: Place, params: Finding['params'] = {}): Finding {
  return { code, severity: errors.has(code) ? 'error' : 'warning', ...place, reason, params };
}
