'use client';

import { useTranslations } from 'next-intl';
import { JourneyPanel } from './journey-panel.tsx';
import { NodePanel } from './node-panel.tsx';
import { useStudio } from './studio-context.tsx';
import { WayPanel } from './way-panel.tsx';

/** What is chosen, with its settings; the journey's own where nothing is. */
export function SidePanel() {
  const t = useTranslations('studio');
  const choice = useStudio((studio) => studio.choice);
  const [node, ...moreNodes] = choice.nodes;
  const [edge, ...moreEdges] = choice.edges;
  const isSeveral = moreNodes.length > 0 || moreEdges.length > 0 || (node !== undefined && edge !== undefined);
  if (isSeveral) {
    return (
      <div className="flex flex-col gap-1 p-4">
        <h2 className="font-semibold text-lg">{t('several', { count: choice.nodes.size })}</h2>
        <p className="text-ink-2 text-sm">{t('severalHint')}</p>
      </div>
    );
  }
  if (node !== undefined) return <NodePanel key={node} id={node} />;
  return edge === undefined ? <JourneyPanel /> : <WayPanel key={edge} id={edge} />;
}
