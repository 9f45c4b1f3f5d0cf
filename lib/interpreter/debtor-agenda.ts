import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { RunningVersion } from './enter.ts';
import type { Reaction } from './outside.ts';
import { type PendingEvent, runKey, type TurnInput, type World } from './world.ts';
import { exists } from './world-view.ts';

/** What comes of itself: events in the order in which they are seen, and what people mean to do. */
interface Coming {
  readonly pending: readonly PendingEvent[];
  readonly reactions: readonly Reaction[];
}

/** The next instant after `now` at which something is due for a debtor, which a late event is at once; null where nothing ever is. Pure. */
export function nextDue(
  { debtor, accounts, enrollments, earlierRuns }: World,
  { pending, reactions }: Coming,
  versions: readonly RunningVersion[],
  now: Instant,
): Instant | null {
  const [first] = pending;
  let next = first ? Math.max(first.at, now + 1) : Number.POSITIVE_INFINITY;
  const consider = (at: Instant | null | undefined) => {
    if (typeof at === 'number' && at > now && at < next) next = at;
  };
  for (const { at } of reactions) consider(Math.max(at, now + 1));
  for (const enrollment of enrollments) consider(enrollment.wakeAt);
  for (const { state } of accounts) {
    consider(state.promise?.breaksAt);
    consider(state.openedAt);
  }
  if (mayEnter({ accounts, earlierRuns }, versions, now)) consider(nextDayStart(now, debtor.state.zone));
  return Number.isFinite(next) ? next : null;
}

/** Who is looked at at an instant: at the start of a local day every account; where accounts begin to exist, those. Pure. */
export function looksAt({ debtor, accounts }: World, now: Instant): TurnInput['look'] {
  if (nextDayStart(now - 1, debtor.state.zone) === now) return 'all';
  const opened = accounts.filter(({ state }) => state.openedAt === now).map(({ state }) => state.id);
  return opened.length === 0 ? 'none' : new Set(opened);
}

/** True where some account that exists could still enter some journey by a segment; one that does not is looked at when it begins to. */
function mayEnter(
  { accounts, earlierRuns }: Pick<World, 'accounts' | 'earlierRuns'>,
  versions: readonly RunningVersion[],
  now: Instant,
): boolean {
  const admitting = versions.filter((version) => version.admits && !version.paused);
  return accounts.some(
    (account) =>
      exists(account, now) &&
      admitting.some(({ journeyId, program }) => {
        const earlier = earlierRuns.get(runKey(account.state.id, journeyId));
        return program.entries.some((entry) => entry.event === null && (!earlier || (entry.reentryAfterDays !== null && !earlier.live)));
      }),
  );
}
