import type { JourneyDocument } from './document.ts';
import type { Edit, EditName } from './edits/edit.ts';

/** One step back or forward: the document there, and what was done between it and the next. */
interface Step {
  readonly document: JourneyDocument;
  readonly name: EditName;
}

/** A document under edit, with those it was before and those that were undone. */
export interface History {
  readonly document: JourneyDocument;
  /** The oldest first. */
  readonly past: readonly Step[];
  /** What the next redo brings first. */
  readonly future: readonly Step[];
  /** The gesture that goes on; edits of the same one join its step. */
  readonly gesture: string | null;
}

/** What became of an edit: a step of its own, a part of the step before, or nothing, since it changed nothing. */
export type Verdict = 'recorded' | 'merged' | 'skipped';

/** Earlier documents share what did not change: a step costs what it changed. */
const MAX_STEPS = 500;

/** A history with nothing to undo. */
export function beginHistory(document: JourneyDocument): History {
  return { document, past: [], future: [], gesture: null };
}

/** Makes an edit. What was undone before is gone, as everywhere; a skipped edit leaves even that. */
export function record(history: History, { name, gesture, apply }: Edit): { readonly history: History; readonly verdict: Verdict } {
  const document = apply(history.document);
  if (document === history.document) return { history, verdict: 'skipped' };
  if (gesture !== null && gesture === history.gesture && history.past.length > 0) {
    return { history: { ...history, document, future: [] }, verdict: 'merged' };
  }
  const past = [...history.past, { document: history.document, name }].slice(-MAX_STEPS);
  return { history: { document, past, future: [], gesture }, verdict: 'recorded' };
}

/** Ends a gesture: the next edit is a step of its own, even of the same gesture. */
export function endGesture(history: History): History {
  return history.gesture === null ? history : { ...history, gesture: null };
}

/** Goes one step back; the same history where there is none. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  const future = [{ document: history.document, name: step.name }, ...history.future];
  return { document: step.document, past: history.past.slice(0, -1), future, gesture: null };
}

/** Goes one step forward again; the same history where there is none. */
export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (!step) return history;
  return { document: step.document, past: [...history.past, { document: history.document, name: step.name }], future, gesture: null };
}
