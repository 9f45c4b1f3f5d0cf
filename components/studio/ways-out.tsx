'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { removeElements } from '#lib/journey/edits/nodes.ts';
import { bindNode, type JourneyNode } from '#lib/journey/nodes/index.ts';
import { ChoiceField } from './fields.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio, useStudioStore } from './studio-context.tsx';
import { useDrawing } from './use-drawing.ts';

/** The id of the ways out of the chosen step: the key for connecting goes there. */
export const WAYS_OUT_ID = 'studio-ways-out';

const NONE: ReadonlySet<string> = new Set();

/** Where each way out of a step leads: the lines of the canvas, to be read and drawn without a mouse. */
export function WaysOut({ node }: { readonly node: JourneyNode }) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const drawing = useDrawing();
  const store = useStudioStore();
  const edges = useStudio(({ history }) => history.document.edges);
  const nodes = useStudio(({ history }) => history.document.nodes);
  const section = useRef<HTMLElement>(null);
  const handles = bindNode(node).handles;
  if (handles.length === 0) return null;
  const targets = nodes.filter((one) => one.type !== 'entry' && one.id !== node.id);
  const [first] = handles;
  return (
    <section ref={section} id={WAYS_OUT_ID} aria-label={t('waysOut')} className="flex flex-col gap-2 border-t pt-4">
      <h3 className="label-caps">{t('waysOut')}</h3>
      {handles.map((handle) => {
        const edge = edges.find((one) => one.source === node.id && one.sourceHandle === handle.id);
        const unwired = handle.optional && first ? t('wayAs', { handle: words.handleName(node, first.id) }) : t('wayEnds');
        return (
          <ChoiceField
            key={handle.id}
            label={words.handleName(node, handle.id)}
            value={edge?.target ?? ''}
            options={[
              { value: '', label: unwired },
              ...(edge && !targets.some(({ id }) => id === edge.target) ? [{ value: edge.target, label: edge.target }] : []),
              ...targets.map((one) => ({ value: one.id, label: words.nodeName(one) })),
            ]}
            onChange={(target) => {
              if (target !== '') drawing.connect({ node: node.id, handle: handle.id }, target);
              else if (edge) store.getState().make(removeElements(NONE, new Set([edge.id])));
              if (target !== '') store.getState().choose({ nodes: new Set([node.id]), edges: NONE });
            }}
          />
        );
      })}
    </section>
  );
}
