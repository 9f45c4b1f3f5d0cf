import type { JourneyDocument } from '#lib/journey/document.ts';
import { readJourney } from '#lib/journey/document.ts';

/** What was drawn and not yet saved, as this browser keeps it: the document and the revision it was made on. */
export interface KeptDraft {
  readonly revision: number;
  readonly document: JourneyDocument;
}

const nameOf = (scope: string) => `cadenza.draft.${scope}`;

/** Keeps a draft in this browser until it is saved. A browser that keeps nothing is no reason to stop drawing. */
export function keepDraft(scope: string, draft: KeptDraft): void {
  try {
    window.localStorage.setItem(nameOf(scope), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the draft still stands on the page, and the page warns before it is left.
  }
}

/** Forgets the draft: it is saved. */
export function forgetDraft(scope: string): void {
  try {
    window.localStorage.removeItem(nameOf(scope));
  } catch {
    // As above: nothing was kept.
  }
}

/** The draft that this browser kept; null where there is none that can be read. */
export function keptDraft(scope: string): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(nameOf(scope)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('revision' in kept) || !('document' in kept)) return null;
    const read = readJourney(kept.document);
    return read.ok && typeof kept.revision === 'number' ? { revision: kept.revision, document: read.value } : null;
  } catch {
    return null;
  }
}
