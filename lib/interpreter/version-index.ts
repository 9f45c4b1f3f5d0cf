import type { RunningVersion } from './enter.ts';

/** The versions that run, as a turn looks them up. */
export interface VersionIndex {
  readonly byId: ReadonlyMap<number, RunningVersion>;
  /** The types of events that some step hopes for. */
  readonly hopedFor: ReadonlySet<string>;
  /** The types of events that let accounts in somewhere. */
  readonly opensDoors: ReadonlySet<string>;
}

/** The same list comes with every debtor of a batch: its index is made once. */
const indexes = new WeakMap<readonly RunningVersion[], VersionIndex>();

/** The index of these versions. */
export function versionIndex(versions: readonly RunningVersion[]): VersionIndex {
  const kept = indexes.get(versions) ?? indexOf(versions);
  indexes.set(versions, kept);
  return kept;
}

function indexOf(versions: readonly RunningVersion[]): VersionIndex {
  const programs = versions.map(({ program }) => program);
  return {
    byId: new Map(versions.map((version) => [version.versionId, version])),
    hopedFor: new Set(programs.flatMap(({ learns }) => learns.map(({ reward }) => reward))),
    opensDoors: new Set(programs.flatMap(({ entries }) => entries.flatMap(({ event }) => event ?? []))),
  };
}
