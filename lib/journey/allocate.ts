/** A request for a place of a pool, with what the order of a node reads of its account. */
export interface PlaceRequest {
  /** Names the enrollment's stay at its node. */
  readonly id: string;
  /** The account's external id: the last word where all else is equal. */
  readonly account: string;
  /** When it arrived. */
  readonly since: number;
  /** The values of the fields of `priority`, in its order; null where the account has none. */
  readonly ranks: readonly (number | string | null)[];
  /** For each rank, whether the greatest goes first. */
  readonly directions: readonly ('asc' | 'desc')[];
}

/**
 * Gives the places of one pool and day (journey.md section 8): by the order of `priority`, those without a value last, ties to
 * the older request, then by account id. Answers the ids that got a place, best first. The order of `requests` does not matter.
 */
export function allocate(requests: readonly PlaceRequest[], places: number): readonly string[] {
  return [...requests]
    .sort(inOrder)
    .slice(0, Math.max(0, Math.floor(places)))
    .map(({ id }) => id);
}

function inOrder(a: PlaceRequest, b: PlaceRequest): number {
  for (const [index, rank] of a.ranks.entries()) {
    const order = compareRanks(rank, b.ranks[index] ?? null, a.directions[index] ?? 'asc');
    if (order !== 0) return order;
  }
  return a.since - b.since || compareText(a.account, b.account) || compareText(a.id, b.id);
}

/** Nothing comes last, whichever the direction; numbers before text where requests of several journeys differ. */
function compareRanks(a: number | string | null, b: number | string | null, direction: 'asc' | 'desc'): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
  return direction === 'desc' ? -order : order;
}

/** By code unit, as the database's collation "C" does for what ids are made of. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
