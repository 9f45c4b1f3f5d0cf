import type { Problem } from './problem.ts';
import { unstorable } from './storable.ts';

/** Values within values that are still stored; a journey nests about a dozen, and PostgreSQL gives up somewhere past a thousand. */
const MAX_DEPTH = 200;

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * What of a JSON value the database would refuse, each with its JSON path: texts with a NUL or half a character, and values
 * nested more than 200 deep. Without recursion, so that no depth is too deep to be refused.
 */
export function unstorableParts(root: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const open: Place[] = [{ value: root, path: '$', depth: 0 }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, path, depth } = place;
    if (depth > MAX_DEPTH) return [{ path, message: `Values are nested more than ${MAX_DEPTH} deep.` }];
    if (typeof value === 'string') problems.push(...problemOf(value, path));
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      problems.push(...problemOf(key, path));
      open.push({ value: item, path: Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, depth: depth + 1 });
    }
  }
  return problems;
}

function problemOf(text: string, path: string): readonly Problem[] {
  const reason = unstorable(text);
  return reason === null ? [] : [{ path, message: `This text ${reason}. Remove it.` }];
}
