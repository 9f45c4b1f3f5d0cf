'use client';

import { useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { STEP_ICONS } from '#components/icon/step-icon.ts';
import { NODE_TYPES_IN_PALETTE } from './palette-groups.ts';
import { useStepWords } from './step-words.ts';
import { type From, useDrawing } from './use-drawing.ts';

/** A line that ended on bare canvas: from where, and at which point of the window. */
export interface Adding {
  readonly from: From;
  readonly at: { readonly x: number; readonly y: number };
}

/** What to put at the end of a line that was let go on bare canvas. */
export function AddMenu({ adding: { from, at }, onClose }: { readonly adding: Adding; readonly onClose: () => void }) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const drawing = useDrawing();
  const flow = useReactFlow();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector('button')?.focus();
    const onPress = (event: PointerEvent) => {
      if (!(event.target instanceof Node) || !menu.current?.contains(event.target)) onClose();
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [onClose]);
  return (
    <div
      ref={menu}
      role="menu"
      aria-label={t('addHere')}
      style={{ left: Math.min(at.x, window.innerWidth - 220), top: Math.min(at.y, window.innerHeight - 280) }}
      className="fixed z-40 flex w-52 flex-col rounded-lg border bg-raised p-1.5 shadow-3"
    >
      {NODE_TYPES_IN_PALETTE.filter((type) => type !== 'entry').map((type) => {
        const Picture = STEP_ICONS[type];
        return (
          <button
            key={type}
            type="button"
            role="menuitem"
            onClick={() => {
              const { x, y } = flow.screenToFlowPosition(at);
              drawing.addAt(type, { x, y: y + 46 }, from);
              onClose();
            }}
            className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-left text-base hover:bg-sunken focus-visible:bg-sunken"
          >
            <Picture aria-hidden className="size-4 text-ink-2" />
            {words.typeName(type)}
          </button>
        );
      })}
    </div>
  );
}
