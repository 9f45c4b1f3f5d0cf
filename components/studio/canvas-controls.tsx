'use client';

import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Keyboard, Maximize, Minus, Plus, Redo2, Undo2, Wand2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useMemo } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { bandsOf } from '#lib/journey/bands.ts';
import { SHORTCUTS_ID } from './shortcuts-help.tsx';
import { useStudio } from './studio-context.tsx';
import { useDrawing } from './use-drawing.ts';

const look = 'size-8 rounded-sm';

/** What one does with the whole canvas: zoom, fit, arrange, undo. */
export const CanvasControls = memo(function CanvasControls() {
  const t = useTranslations('studio');
  const flow = useReactFlow();
  const drawing = useDrawing();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  const canEdit = useStudio((studio) => studio.canEdit);
  return (
    <Panel position="bottom-left" className="flex items-center gap-2">
      <div role="toolbar" aria-label={t('controls')} className="flex items-center gap-0.5 rounded-md border bg-surface p-0.5 shadow-1">
        <IconButton className={look} label={t('zoomOut')} onClick={() => void flow.zoomOut({ duration: 120 })}>
          <Minus aria-hidden className="size-4" />
        </IconButton>
        <span className="w-10 text-center text-ink-2 text-xs">{t('zoom', { percent: zoom })}</span>
        <IconButton className={look} label={t('zoomIn')} onClick={() => void flow.zoomIn({ duration: 120 })}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
        <IconButton className={look} label={t('fit')} onClick={() => drawing.fit(200)}>
          <Maximize aria-hidden className="size-4" />
        </IconButton>
        {canEdit ? <EditControls /> : null}
      </div>
      {canEdit ? <ArrangeHint /> : null}
    </Panel>
  );
});

function EditControls() {
  const t = useTranslations('studio');
  const drawing = useDrawing();
  const canUndo = useStudio(({ history }) => history.past.length > 0);
  const canRedo = useStudio(({ history }) => history.future.length > 0);
  const undo = useStudio((studio) => studio.undo);
  const redo = useStudio((studio) => studio.redo);
  return (
    <span className="contents max-md:hidden">
      <span aria-hidden className="mx-0.5 h-5 border-l" />
      <IconButton className={look} label={t('undo')} disabled={!canUndo} onClick={undo}>
        <Undo2 aria-hidden className="size-4" />
      </IconButton>
      <IconButton className={look} label={t('redo')} disabled={!canRedo} onClick={redo}>
        <Redo2 aria-hidden className="size-4" />
      </IconButton>
      <IconButton className={look} label={t('arrange')} onClick={drawing.arrange}>
        <Wand2 aria-hidden className="size-4" />
      </IconButton>
      <IconButton className={look} label={t('shortcuts')} popoverTarget={SHORTCUTS_ID}>
        <Keyboard aria-hidden className="size-4" />
      </IconButton>
    </span>
  );
}

/** Says why no stages are seen, where there are some: the steps do not stand by stage. */
function ArrangeHint() {
  const t = useTranslations('studio');
  const drawing = useDrawing();
  const nodes = useStudio(({ history }) => history.document.nodes);
  const stages = useStudio(({ history }) => history.document.stages);
  const isMixed = useMemo(() => stages.length > 0 && bandsOf({ nodes, stages }) === null, [nodes, stages]);
  if (!isMixed) return null;
  return (
    <button
      type="button"
      onClick={drawing.arrange}
      className="h-9 rounded-md border bg-surface px-3 text-ink-2 text-sm shadow-1 hover:bg-sunken max-md:hidden"
    >
      {t('arrangeHint')}
    </button>
  );
}
