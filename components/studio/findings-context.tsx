'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type JourneyContext, problemContext } from '#lib/api/journeys.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { Finding } from '#lib/journey/finding.ts';
import { findProblems, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { useFindingWords } from './finding-words.ts';
import type { Fault, FlowInput } from './flow-view.ts';

/** What is wrong with what is drawn, as it is drawn. */
export interface Findings {
  readonly all: readonly Finding[];
  readonly ofNode: (id: string) => readonly Finding[];
  /** The sentence beside a setting of a node, by the setting's path in its config; null where nothing is wrong with it. */
  readonly faultAt: (node: string, setting: string) => string | null;
  readonly faults: FlowInput['faults'];
}

const FindingsContext = createContext<Findings | null>(null);

/** What is wrong with what is drawn. */
export function useFindings(): Findings {
  const findings = useContext(FindingsContext);
  if (!findings) throw new Error('outside of the studio');
  return findings;
}

const NONE: readonly Finding[] = [];
/** After the last change: long enough not to blame a word half typed, short enough to be seen as one draws. */
const LOOK_AFTER_MS = 200;

interface FindingsProviderProps {
  readonly document: JourneyDocument;
  readonly context: JourneyContext | null;
  readonly children: ReactNode;
}

/** Judges the document a moment after each change. */
export function FindingsProvider({ document, context, children }: FindingsProviderProps) {
  const words = useFindingWords();
  const against = useMemo(() => (context ? problemContext(context) : NOTHING_KNOWN), [context]);
  const [judged, setJudged] = useState<{ readonly all: readonly Finding[]; readonly document: JourneyDocument }>(() => ({
    all: findProblems(document, against),
    document,
  }));
  useEffect(() => {
    const timer = setTimeout(() => setJudged({ all: findProblems(document, against), document }), LOOK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [document, against]);
  const value = useMemo(() => findingsOf(judged.all, judged.document, words), [judged, words]);
  return <FindingsContext value={value}>{children}</FindingsContext>;
}

function findingsOf(all: readonly Finding[], document: JourneyDocument, words: (finding: Finding) => string): Findings {
  const byNode = Map.groupBy(
    all.filter(({ node }) => node !== undefined),
    ({ node }) => node ?? '',
  );
  const byEdge = Map.groupBy(
    all.filter(({ edge }) => edge !== undefined),
    ({ edge }) => edge ?? '',
  );
  const index = new Map(document.nodes.map(({ id }, i) => [id, i]));
  return {
    all,
    ofNode: (id) => byNode.get(id) ?? NONE,
    faultAt: (node, setting) => {
      const found = byNode.get(node)?.find((one) => isAt(one, `$.nodes[${index.get(node) ?? -1}].config.${setting}`, setting));
      return found ? words(found) : null;
    },
    faults: { nodes: worstOf(byNode), edges: worstOf(byEdge) },
  };
}

/** A finding stands beside the setting of its path; those of a message or its day without a path, beside the setting they are about. */
function isAt({ code, reason, path }: Finding, place: string, setting: string): boolean {
  if (path !== undefined) return path === place || path.startsWith(`${place}.`);
  const isAboutWords = reason === 'content' || reason === 'disclosure' || reason === 'approved-name';
  if (setting === 'template') return code === 'unknown-template' || code === 'missing-language' || isAboutWords;
  if (isAboutWords) return false;
  if (setting === 'channel') return code === 'channel-not-set-up';
  return setting === 'when' && (code === 'time-runs-backwards' || code === 'never-allowed');
}

function worstOf(groups: ReadonlyMap<string, readonly Finding[]>): ReadonlyMap<string, Fault> {
  return new Map([...groups].map(([id, list]) => [id, list.some(({ severity }) => severity === 'error') ? 'error' : 'warning']));
}
