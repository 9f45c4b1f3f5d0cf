import type { JourneyDocument } from '../document.ts';

/** What a person did, by name: for the word beside “undo”. */
export type EditName =
  | 'addNode'
  | 'moveNodes'
  | 'connect'
  | 'reconnect'
  | 'setConfig'
  | 'setLabel'
  | 'setNote'
  | 'setStage'
  | 'removeElements'
  | 'paste'
  | 'setStages'
  | 'setName'
  | 'setDescription'
  | 'setExitWhen'
  | 'setSuspendWhen'
  | 'autoLayout'
  | 'replace';

/**
 * One change of a document. `apply` answers the very same object where there is nothing to change, and always a document that
 * can be read where it was given one. Edits that follow each other with the same `gesture` are one step of the history (typing
 * in one field, nudging one selection); null: a step of its own.
 */
export interface Edit {
  readonly name: EditName;
  readonly gesture: string | null;
  readonly apply: (document: JourneyDocument) => JourneyDocument;
}

/** An edit of that name. */
export function edit(name: EditName, gesture: string | null, apply: Edit['apply']): Edit {
  return { name, gesture, apply };
}
