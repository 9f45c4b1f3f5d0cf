import { z } from 'zod';
import { parseInstant } from '#lib/base/instant.ts';
import { jsonPath, type Read } from '#lib/base/problem.ts';
import type { RunLog } from './run-log.ts';

/** The three lists of which a case may expect something. */
export const PARTS = ['contacts', 'notSent', 'enrollments'] as const;
type Part = (typeof PARTS)[number];

const rows = z.array(z.looseObject({})).optional();
const expectationSchema = z.strictObject({ contacts: rows, notSent: rows, enrollments: rows });

/** What a case expects: of each list that it names every row, of each row the facts that it names. */
export type Expectation = Readonly<Partial<Record<Part, readonly Row[]>>>;
type Row = Readonly<Record<string, unknown>>;

/** A row that was expected and did not come, or came and was not expected. */
export interface Difference {
  readonly part: Part;
  readonly kind: 'missing' | 'unexpected';
  readonly row: Row;
}

/** Reads the `expect` of a case; problems have paths from the case's root. A case that expects nothing tests nothing, and is refused. */
export function readExpectation(value: unknown): Read<Expectation> {
  const read = expectationSchema.safeParse(value);
  if (!read.success)
    return { ok: false, problems: read.error.issues.map(({ path, message }) => ({ path: jsonPath(['expect', ...path]), message })) };
  const named = PARTS.filter((part) => read.data[part] !== undefined);
  if (named.length === 0)
    return { ok: false, problems: [{ path: '$.expect', message: `A case expects something: name ${PARTS.join(', ')}.` }] };
  return { ok: true, value: Object.fromEntries(named.map((part) => [part, read.data[part]])) };
}

/** What came otherwise than expected; empty where everything is as it should be. Times are compared as instants. Pure. */
export function differences(log: RunLog, expected: Expectation): readonly Difference[] {
  return PARTS.flatMap((part) => {
    const wanted = expected[part];
    return wanted === undefined ? [] : differencesOf(part, log[part], wanted);
  });
}

function differencesOf(part: Part, came: readonly object[], wanted: readonly Row[]): readonly Difference[] {
  const left: Row[] = came.map((row) => ({ ...row }));
  const missing = wanted.filter((row) => {
    const at = left.findIndex((one) => Object.entries(row).every(([key, value]) => isSame(one[key], value)));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((row): Difference => ({ part, kind: 'missing', row })),
    ...left.map((row): Difference => ({ part, kind: 'unexpected', row })),
  ];
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b || isSameInstant(a, b);
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSameInstant(a: string, b: string): boolean {
  const at = parseInstant(a);
  return at !== null && at === parseInstant(b);
}
