import { describe, expect, it } from 'vitest';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { addNode, removeElements } from '#lib/journey/edits/nodes.ts';
import { setName } from '#lib/journey/edits/settings.ts';
import { createStudio } from './studio-store.ts';

const document: JourneyDocument = { format: 'cadenza.journey/1', key: 'k', name: 'k', stages: [], nodes: [], edges: [] };
const NONE: ReadonlySet<string> = new Set();

describe('the journey under edit', () => {
  it('has nothing chosen that is no longer there, and chooses nothing by undoing', () => {
    const studio = createStudio(document, 1, true);
    studio.getState().make(addNode('exit', 'x', { x: 0, y: 0 }));
    studio.getState().choose({ nodes: new Set(['x']), edges: NONE });
    studio.getState().make(removeElements(new Set(['x']), NONE));
    expect(studio.getState().choice.nodes.size).toBe(0);
    studio.getState().undo();
    expect(studio.getState().history.document.nodes).toHaveLength(1);
    studio.getState().undo();
    expect(studio.getState().history.document).toBe(document);
  });

  it('ends a gesture where something else is chosen: typing on is another step', () => {
    const studio = createStudio(document, 1, true);
    studio.getState().make(setName('a'));
    studio.getState().make(setName('ab'));
    studio.getState().choose({ nodes: new Set(['x']), edges: NONE });
    studio.getState().make(setName('abc'));
    expect(studio.getState().history.past).toHaveLength(2);
  });

  it('is not changed by who only reads', () => {
    const studio = createStudio(document, 1, false);
    expect(studio.getState().make(setName('other'))).toBe('skipped');
    studio.getState().undo();
    expect(studio.getState().history.document).toBe(document);
  });
});
