import { createStore } from 'zustand/vanilla';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { Edit } from '#lib/journey/edits/edit.ts';
import { beginHistory, endGesture, type History, record, redo, undo, type Verdict } from '#lib/journey/history.ts';
import type { SaveState } from './autosave.ts';

/** What is chosen on the canvas. */
export interface Choice {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Nothing chosen. */
export const NO_CHOICE: Choice = { nodes: NOTHING, edges: NOTHING };

/** The journey under edit. The document owns what is drawn; the canvas shows it. Selection and save state are no part of the history. */
export interface Studio {
  readonly history: History;
  readonly choice: Choice;
  readonly save: SaveState;
  /** The revision that the server has of what was last saved. */
  readonly revision: number;
  readonly canEdit: boolean;
  /** Makes an edit; says what became of it. */
  make(edit: Edit): Verdict;
  undo(): void;
  redo(): void;
  endGesture(): void;
  choose(choice: Choice): void;
  /** Another document that was not made here, with its revision: the history goes on, so that it can be undone. */
  setSaved(revision: number): void;
  setSave(save: SaveState): void;
}

/** A store for one journey. `canEdit`: false for a role that reads; edits are then skipped. */
export function createStudio(document: JourneyDocument, revision: number, canEdit: boolean) {
  return createStore<Studio>()((set, get) => ({
    history: beginHistory(document),
    choice: NO_CHOICE,
    save: { kind: 'saved' },
    revision,
    canEdit,
    make: (edit) => {
      if (!get().canEdit) return 'skipped';
      const { history, verdict } = record(get().history, edit);
      if (verdict !== 'skipped') set({ history, choice: stillThere(get().choice, history.document) });
      return verdict;
    },
    undo: () => set(({ history, choice, canEdit: may }) => (may ? moved(undo(history), choice) : {})),
    redo: () => set(({ history, choice, canEdit: may }) => (may ? moved(redo(history), choice) : {})),
    endGesture: () => set(({ history }) => ({ history: endGesture(history) })),
    choose: (choice) => set(({ choice: before, history }) => (isSame(before, choice) ? {} : { choice, history: endGesture(history) })),
    setSaved: (saved) => set({ revision: saved }),
    setSave: (save) => set({ save }),
  }));
}

export type StudioStore = ReturnType<typeof createStudio>;

function moved(history: History, choice: Choice): Partial<Studio> {
  return { history, choice: stillThere(choice, history.document) };
}

/** What is chosen and still there; the same object where all of it is. */
function stillThere(choice: Choice, document: JourneyDocument): Choice {
  if (choice.nodes.size === 0 && choice.edges.size === 0) return choice;
  const nodes = new Set(document.nodes.map(({ id }) => id));
  const edges = new Set(document.edges.map(({ id }) => id));
  if ([...choice.nodes].every((id) => nodes.has(id)) && [...choice.edges].every((id) => edges.has(id))) return choice;
  return { nodes: choice.nodes.intersection(nodes), edges: choice.edges.intersection(edges) };
}

function isSame(a: Choice, b: Choice): boolean {
  return sameMembers(a.nodes, b.nodes) && sameMembers(a.edges, b.edges);
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
