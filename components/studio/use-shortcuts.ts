'use client';

import { type RefObject, useEffect } from 'react';
import { clipText, readClip } from '#lib/journey/edits/clip.ts';
import { SHORTCUTS_ID } from './shortcuts-help.tsx';
import { useStudioStore } from './studio-context.tsx';
import type { StudioStore } from './studio-store.ts';
import { type Drawing, useDrawing } from './use-drawing.ts';

interface Shortcuts {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** Told whether the last paste held a part of a journey that cannot be read. */
  readonly onBadClip: (isBad: boolean) => void;
  readonly onConnect: () => void;
}

/** The keys of the studio. None acts while one types. */
export function useShortcuts({ searchRef, onBadClip, onConnect }: Shortcuts): void {
  const store = useStudioStore();
  const drawing = useDrawing();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const act = actionOf(event, store, drawing, {
        fit: () => drawing.fit(200),
        search: () => searchRef.current?.focus(),
        connect: onConnect,
      });
      if (!act) return;
      event.preventDefault();
      act();
    };
    const onCopy = (event: ClipboardEvent) => {
      const clip = isTyping(event.target) || window.getSelection()?.toString() ? null : drawing.clip();
      if (!clip) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', clipText(clip));
      if (event.type === 'cut') drawing.remove();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const read = readClip(event.clipboardData?.getData('text/plain') ?? '');
      if (read?.ok) drawing.paste(read.value);
      onBadClip(read !== null && !read.ok);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, drawing, searchRef, onBadClip, onConnect]);
}

interface Elsewhere {
  readonly fit: () => void;
  readonly search: () => void;
  readonly connect: () => void;
}

function actionOf(event: KeyboardEvent, store: StudioStore, drawing: Drawing, elsewhere: Elsewhere): (() => void) | null {
  const key = event.key.toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? store.getState().redo : store.getState().undo;
    if (key === 'y') return store.getState().redo;
    if (key === 'a') return drawing.selectAll;
    return key === 'd' ? drawing.duplicate : null;
  }
  if (key === 'delete' || key === 'backspace') return drawing.remove;
  if (key === '/') return elsewhere.search;
  if (key === 'f') return elsewhere.fit;
  if (key === 'c') return elsewhere.connect;
  return key === '?' ? () => document.getElementById(SHORTCUTS_ID)?.togglePopover() : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable="true"]');
}
