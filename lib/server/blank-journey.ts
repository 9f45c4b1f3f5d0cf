import 'server-only';
import { FORMAT, type JourneyDocument } from '#lib/journey/document.ts';
import { nodeDefinitions } from '#lib/journey/nodes/index.ts';

/** What a new journey's stages and first node are called, in the person's language. */
export interface BlankWords {
  readonly pre: string;
  readonly due: string;
  readonly early: string;
  readonly entry: string;
}

/** A journey to begin with: where accounts enter, and the bands of days that most journeys are drawn in. */
export function blankJourney(key: string, name: string, words: BlankWords): JourneyDocument {
  return {
    format: FORMAT,
    key,
    name,
    stages: [
      { id: 'pre', name: words.pre, fromDay: -10, toDay: -1 },
      { id: 'due', name: words.due, fromDay: 0, toDay: 0 },
      { id: 'early', name: words.early, fromDay: 1, toDay: 30 },
    ],
    nodes: [
      {
        id: 'entry',
        type: 'entry',
        stage: 'pre',
        label: words.entry,
        position: { x: 0, y: 0 },
        config: nodeDefinitions.entry.defaults,
      },
    ],
    edges: [],
  };
}
