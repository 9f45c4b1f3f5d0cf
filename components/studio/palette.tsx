'use client';

import { useReactFlow } from '@xyflow/react';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { STEP_ICONS } from '#components/icon/step-icon.ts';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import type { NodeType } from '#lib/journey/nodes/index.ts';
import { PALETTE_GROUPS } from './palette-groups.ts';
import { useStepWords } from './step-words.ts';
import { type Drawing, useDrawing } from './use-drawing.ts';

/** The steps that can be drawn: dragged to a place of the canvas, or added by a click or Enter. */
export function Palette({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const drawing = useDrawing();
  const [search, setSearch] = useState('');
  const { ghost, grab } = usePaletteDrag(drawing);
  const wanted = plain(search);
  const groups = PALETTE_GROUPS.map(({ group, types }) => ({
    group,
    types: types.filter((type) => plain(words.typeName(type)).includes(wanted)),
  })).filter(({ types }) => types.length > 0);
  const [first] = groups.flatMap(({ types }) => types);
  return (
    <aside aria-label={t('palette')} className="flex w-50 shrink-0 flex-col gap-3 overflow-y-auto border-r bg-surface p-3 thin-scroll">
      <div className="relative">
        <Search aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-ink-3" />
        <input
          ref={searchRef}
          type="search"
          value={search}
          aria-label={t('paletteSearch')}
          placeholder={t('paletteSearch')}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !first || wanted === '') return;
            drawing.add(first);
            setSearch('');
          }}
          className={classes(control, 'bare-search h-8 pr-7 pl-8 text-sm')}
        />
        <kbd aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 text-2xs text-ink-3">
          {'/'}
        </kbd>
      </div>
      {groups.map(({ group, types }) => (
        <section key={group} aria-label={t(`group-${group}`)} className="flex flex-col">
          <h2 className="label-caps px-1 pb-1">{t(`group-${group}`)}</h2>
          {types.map((type) => (
            <PaletteItem key={type} type={type} onAdd={() => drawing.add(type)} onGrab={(event) => grab(type, event)} />
          ))}
        </section>
      ))}
      {groups.length === 0 ? <p className="px-1 text-ink-2 text-sm">{t('paletteNone')}</p> : null}
      {ghost ? <Ghost {...ghost} /> : null}
    </aside>
  );
}

interface PaletteItemProps {
  readonly type: NodeType;
  readonly onAdd: () => void;
  readonly onGrab: (event: PointerEvent<HTMLButtonElement>) => void;
}

function PaletteItem({ type, onAdd, onGrab }: PaletteItemProps) {
  const words = useStepWords();
  const t = useTranslations('studio');
  const Picture = STEP_ICONS[type];
  return (
    <button
      type="button"
      aria-label={words.typeName(type)}
      title={t(`hint-${type}`)}
      onPointerDown={onGrab}
      onClick={(event) => event.detail === 0 && onAdd()}
      className="flex touch-none select-none items-center gap-2.5 rounded-md px-1.5 py-1.5 text-left text-base transition-colors hover:bg-sunken"
    >
      <span className="grid size-6 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
        <Picture aria-hidden className="size-3.5" strokeWidth={2} />
      </span>
      <span className="min-w-0 leading-tight">{words.typeName(type)}</span>
    </button>
  );
}

interface GhostPlace {
  readonly type: NodeType;
  readonly x: number;
  readonly y: number;
}

/** The step under the pointer while it is dragged. */
function Ghost({ type, x, y }: GhostPlace) {
  const words = useStepWords();
  const Picture = STEP_ICONS[type];
  return (
    <div
      aria-hidden
      style={{ transform: `translate(${x}px, ${y}px)` }}
      className="-mt-6 -ml-26 pointer-events-none fixed top-0 left-0 z-50 flex w-52 items-center gap-2.5 rounded-lg border border-brand bg-surface px-3.5 py-2.5 opacity-90 shadow-3"
    >
      <Picture className="size-4 text-ink-2" />
      <span className="font-semibold">{words.typeName(type)}</span>
    </div>
  );
}

/** How far a pointer goes before a press is a drag. */
const DRAG_AFTER = 4;

/** A press that moves drags a step to the canvas; one that does not adds it. Escape lets it go. */
function usePaletteDrag(drawing: Drawing) {
  const flow = useReactFlow();
  const [ghost, setGhost] = useState<GhostPlace | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const grab = (type: NodeType, event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    let isDragged = false;
    const move = (now: globalThis.PointerEvent) => {
      isDragged ||= Math.hypot(now.clientX - start.x, now.clientY - start.y) > DRAG_AFTER;
      if (isDragged) setGhost({ type, x: now.clientX, y: now.clientY });
    };
    const end = () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener);
      stop.current = null;
      setGhost(null);
    };
    const drop = (now: globalThis.PointerEvent) => {
      end();
      if (!isDragged) return drawing.add(type);
      const under = document.elementFromPoint(now.clientX, now.clientY);
      if (under?.closest('.react-flow')) drawing.addAt(type, flow.screenToFlowPosition({ x: now.clientX, y: now.clientY }));
    };
    const key = (now: KeyboardEvent) => now.key === 'Escape' && end();
    const listeners = [
      ['pointermove', move],
      ['pointerup', drop],
      ['pointercancel', end],
      ['keydown', key],
    ] as [string, EventListener][];
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    stop.current = end;
  };
  return { ghost, grab };
}

/** Without case and accents, so that `condicion` finds “Condición”. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
