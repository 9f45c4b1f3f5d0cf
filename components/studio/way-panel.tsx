'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/button.tsx';
import { reconnect } from '#lib/journey/edits/edges.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import { ChoiceField } from './fields.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';
import { useDrawing } from './use-drawing.ts';

/** One line of the canvas: from which way out of which step to which other. */
export function WayPanel({ id }: { readonly id: string }) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const drawing = useDrawing();
  const document = useStudio(({ history }) => history.document);
  const make = useStudio((studio) => studio.make);
  const canEdit = useStudio((studio) => studio.canEdit);
  const edge = document.edges.find((one) => one.id === id);
  const source = document.nodes.find((node) => node.id === edge?.source);
  if (!edge || !source) return null;
  return (
    <div className="flex flex-col gap-4 p-4">
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-lg">{words.handleName(source, edge.sourceHandle)}</h2>
          <p className="truncate text-ink-2 text-sm">{t('wayFrom', { node: words.nodeName(source) })}</p>
        </div>
        {canEdit ? (
          <IconButton className="size-8" label={t('remove')} onClick={drawing.remove}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        ) : null}
      </header>
      <ChoiceField
        label={t('wayOut')}
        value={edge.sourceHandle}
        options={bindNode(source).handles.map((handle) => ({ value: handle.id, label: words.handleName(source, handle.id) }))}
        onChange={(sourceHandle) => make(reconnect(id, { ...edge, sourceHandle }))}
      />
      <ChoiceField
        label={t('wayTo')}
        value={edge.target}
        options={document.nodes.filter((node) => node.type !== 'entry').map((node) => ({ value: node.id, label: words.nodeName(node) }))}
        onChange={(target) => make(reconnect(id, { ...edge, target }))}
      />
    </div>
  );
}
