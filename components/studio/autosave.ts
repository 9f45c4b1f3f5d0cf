import { CallFailed } from '#lib/api/call.ts';
import type { ProblemDocument } from '#lib/api/problem.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';

/** How what is drawn stands to what the server has. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  /** No answer: it is tried again by itself. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'signed-out' }
  /** The server refuses it, for a reason that waiting does not mend. */
  | { readonly kind: 'refused'; readonly title: string }
  /** Somebody saved in between; nothing more is written until the person has said which to keep. */
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

export type Conflict = NonNullable<ProblemDocument['conflict']>;

/** What an autosave needs of the world; all of it given, so that a test needs neither network nor clock. */
export interface AutosaveWorld {
  readonly read: () => JourneyDocument;
  /** Stores a document on a revision; answers the new one. Throws CallFailed. */
  readonly put: (document: JourneyDocument, revision: number) => Promise<number>;
  /** What the server has now. Throws CallFailed. */
  readonly get: () => Promise<{ readonly document: JourneyDocument; readonly revision: number }>;
  readonly isSame: (a: JourneyDocument, b: JourneyDocument) => boolean;
  readonly onState: (state: SaveState) => void;
  readonly onSaved: (revision: number) => void;
}

/** After the last change; and between two tries without an answer. */
const SAVE_AFTER_MS = 700;
const TRY_AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export interface Autosave {
  /** The document has changed. */
  touch(): void;
  /** Saves at once; answers the revision that holds what is drawn, or null where it could not be saved. */
  flush(): Promise<number | null>;
  /** Goes on from another state of the server: after a conflict was answered. */
  adopt(revision: number, document: JourneyDocument): void;
  /** Says that somebody saved in between, as found when the page was opened. */
  hold(conflict: Conflict): void;
  stop(): void;
}

/** Keeps what is drawn saved: one call at a time, each on the revision of the one before. */
export function createAutosave(world: AutosaveWorld, saved: { readonly document: JourneyDocument; readonly revision: number }): Autosave {
  let { document: stored, revision } = saved;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let failures = 0;
  /** What a call without an answer carried: the server may have it all the same. */
  let inDoubt: JourneyDocument | null = null;
  let isHeld = false;
  let isStopped = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void save(), ms);
  };

  const isClean = () => world.read() === stored;

  const save = (): Promise<void> => {
    clearTimeout(timer);
    running ??= attempt().finally(() => {
      running = null;
      if (!isStopped && !isHeld && failures === 0 && !isClean()) later(SAVE_AFTER_MS);
    });
    return running;
  };

  const attempt = async (): Promise<void> => {
    if (isHeld || isStopped || isClean()) return;
    const document = world.read();
    world.onState({ kind: 'saving' });
    try {
      done(document, await world.put(document, revision));
    } catch (error) {
      await failed(error, document);
    }
  };

  const done = (document: JourneyDocument, at: number) => {
    stored = document;
    revision = at;
    failures = 0;
    inDoubt = null;
    world.onSaved(at);
    world.onState(isClean() ? { kind: 'saved' } : { kind: 'unsaved' });
  };

  const failed = async (error: unknown, document: JourneyDocument): Promise<void> => {
    const problem = error instanceof CallFailed ? error.problem : null;
    if (!problem || problem.status >= 500) {
      inDoubt = document;
      return tryAgain();
    }
    if (problem.status === 401) {
      failures++;
      return world.onState({ kind: 'signed-out' });
    }
    if (problem.code !== 'revision-conflict' || !problem.conflict) {
      failures++;
      return world.onState({ kind: 'refused', title: problem.title });
    }
    if (inDoubt && (await tookInDoubt())) return;
    hold(problem.conflict);
  };

  /** A conflict with ourselves: the call whose answer was lost had arrived. */
  const tookInDoubt = async (): Promise<boolean> => {
    try {
      const there = await world.get();
      if (!inDoubt || !world.isSame(there.document, inDoubt)) return false;
      done(inDoubt, there.revision);
      return true;
    } catch {
      tryAgain();
      return true;
    }
  };

  const tryAgain = () => {
    world.onState({ kind: 'offline' });
    later(TRY_AGAIN_MS[Math.min(failures++, TRY_AGAIN_MS.length - 1)] ?? 0);
  };

  const hold = (conflict: Conflict) => {
    isHeld = true;
    clearTimeout(timer);
    world.onState({ kind: 'conflict', conflict });
  };

  return {
    touch: () => {
      if (isHeld || isStopped) return;
      if (isClean()) {
        if (!running) world.onState({ kind: 'saved' });
        return;
      }
      if (running !== null) return;
      if (failures === 0) world.onState({ kind: 'unsaved' });
      later(SAVE_AFTER_MS);
    },
    flush: async () => {
      await running;
      await save();
      if (!isClean() && !isHeld && failures === 0) await save();
      return isClean() ? revision : null;
    },
    adopt: (at, document) => {
      stored = document;
      revision = at;
      isHeld = false;
      failures = 0;
      inDoubt = null;
      world.onSaved(at);
      world.onState(isClean() ? { kind: 'saved' } : { kind: 'unsaved' });
      if (!isClean()) later(0);
    },
    hold,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
