import type { Instant } from '#lib/base/instant.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { Program } from './compile.ts';
import { arriveAt, type Enrollment, endRun } from './enrollment.ts';

/** The outcome of a run whose node is gone and was mapped to no place. */
export const MIGRATED = 'migrated';

/**
 * Where the runs that stand at a node go: they stay at the node of the same id and type, are placed where the owner of the
 * journey maps them to, or end. `node` is where they stand then; null where they end.
 */
export interface Landing {
  readonly kind: 'stays' | 'mapped' | 'ends';
  readonly node: string | null;
}

/** By a node that is gone or of another type: the node of the new version at which its runs go on. Others in it mean nothing. */
export type PlaceMap = Readonly<Record<string, string>>;

/** Where each node of a version leads when its runs move to another (journey.md section 9). A place that is not in the new version is none. */
export function landingsOf(
  before: Pick<JourneyDocument, 'nodes'>,
  after: Pick<JourneyDocument, 'nodes'>,
  map: PlaceMap,
): ReadonlyMap<string, Landing> {
  const types = new Map(after.nodes.map((node) => [node.id, node.type]));
  return new Map(
    before.nodes.map(({ id, type }): [string, Landing] => {
      if (types.get(id) === type) return [id, { kind: 'stays', node: id }];
      const place = Object.hasOwn(map, id) ? map[id] : undefined;
      return place !== undefined && types.has(place) ? [id, { kind: 'mapped', node: place }] : [id, { kind: 'ends', node: null }];
    }),
  );
}

/** A version as runs move to it. */
export interface NewVersion {
  readonly versionId: number;
  readonly program: Pick<Program, 'nodes'>;
}

/**
 * A live run in the new version. One that stays keeps its arrival and what it did, and is looked at again at `now`, since its
 * step may say another time; one that is mapped arrives at `now`. What it had queued stays queued. One that ends, ends on the
 * version it was on. Pure; runs that have ended come back as they are.
 */
export function moveRun(run: Enrollment, landing: Landing, { versionId, program }: NewVersion, now: Instant): Enrollment {
  if (run.status === 'ended') return run;
  if (landing.node === null) return endRun(run, MIGRATED, now);
  const { node } = landing;
  const inLoop = program.nodes.get(node)?.inLoop ?? false;
  if (landing.kind === 'stays') {
    const visits = inLoop ? { ...run.visits, [node]: run.visits?.[node] ?? 1 } : run.visits;
    return { ...run, versionId, visits, wakeAt: now };
  }
  return { ...arriveAt(run, node, inLoop, now), versionId };
}
