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

/** Keeps what is drawn saved: one call at a time, each on the revision of the one before. */
export class Autosave {
  readonly #world: AutosaveWorld;
  #stored: JourneyDocument;
  #revision: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #failures = 0;
  /** What a call without an answer carried: the server may have it all the same. */
  #inDoubt: JourneyDocument | null = null;
  #isHeld = false;
  #isStopped = false;

  constructor(world: AutosaveWorld, saved: { readonly document: JourneyDocument; readonly revision: number }) {
    this.#world = world;
    this.#stored = saved.document;
    this.#revision = saved.revision;
  }

  /** The document has changed. */
  touch(): void {
    if (this.#isHeld || this.#isStopped || this.#running !== null) return;
    if (this.#isClean()) this.#world.onState({ kind: 'saved' });
    else {
      if (this.#failures === 0) this.#world.onState({ kind: 'unsaved' });
      this.#later(SAVE_AFTER_MS);
    }
  }

  /** Saves at once; answers the revision that holds what is drawn, or null where it could not be saved. */
  async flush(): Promise<number | null> {
    await this.#running;
    await this.#save();
    if (!this.#isClean() && !this.#isHeld && this.#failures === 0) await this.#save();
    return this.#isClean() ? this.#revision : null;
  }

  /** Goes on from another state of the server: after a conflict was answered. */
  adopt(revision: number, document: JourneyDocument): void {
    this.#isHeld = false;
    this.#done(document, revision);
    if (!this.#isClean()) this.#later(0);
  }

  /** Somebody saved in between: nothing more is written until `adopt`. */
  hold(conflict: Conflict): void {
    this.#isHeld = true;
    clearTimeout(this.#timer);
    this.#world.onState({ kind: 'conflict', conflict });
  }

  /** Writes nothing more. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #isClean(): boolean {
    return this.#world.read() === this.#stored;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#save(), ms);
  }

  #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#attempt().finally(() => {
      this.#running = null;
      if (!this.#isStopped && !this.#isHeld && this.#failures === 0 && !this.#isClean()) this.#later(SAVE_AFTER_MS);
    });
    return this.#running;
  }

  async #attempt(): Promise<void> {
    if (this.#isHeld || this.#isStopped || this.#isClean()) return;
    const document = this.#world.read();
    this.#world.onState({ kind: 'saving' });
    try {
      this.#done(document, await this.#world.put(document, this.#revision));
    } catch (error) {
      await this.#failed(error, document);
    }
  }

  #done(document: JourneyDocument, revision: number): void {
    this.#stored = document;
    this.#revision = revision;
    this.#failures = 0;
    this.#inDoubt = null;
    this.#world.onSaved(revision);
    this.#world.onState(this.#isClean() ? { kind: 'saved' } : { kind: 'unsaved' });
  }

  async #failed(error: unknown, document: JourneyDocument): Promise<void> {
    const problem = error instanceof CallFailed ? error.problem : null;
    if (!problem || problem.status >= 500) {
      this.#inDoubt = document;
      this.#tryAgain();
      return;
    }
    if (problem.code === 'revision-conflict' && problem.conflict) {
      if (!this.#inDoubt || !(await this.#tookInDoubt(this.#inDoubt))) this.hold(problem.conflict);
      return;
    }
    this.#failures++;
    this.#world.onState(problem.status === 401 ? { kind: 'signed-out' } : { kind: 'refused', title: problem.title });
  }

  /** True for a conflict with ourselves: the call whose answer was lost had arrived, or that is yet to be asked. */
  async #tookInDoubt(inDoubt: JourneyDocument): Promise<boolean> {
    try {
      const there = await this.#world.get();
      if (!this.#world.isSame(there.document, inDoubt)) return false;
      this.#done(inDoubt, there.revision);
    } catch {
      this.#tryAgain();
    }
    return true;
  }

  #tryAgain(): void {
    this.#world.onState({ kind: 'offline' });
    this.#later(TRY_AGAIN_MS[Math.min(this.#failures++, TRY_AGAIN_MS.length - 1)] ?? 0);
  }
}
