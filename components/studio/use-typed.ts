'use client';

import { useState } from 'react';
import { useStudio } from './studio-context.tsx';

/** A typed value as it was read, or what is wrong with it in a sentence. */
export type TextRead<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string };

interface Typing<Value> {
  /** The value in force, as text. */
  readonly shown: string;
  readonly read: (text: string) => TextRead<Value>;
  readonly show: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

/**
 * A value that is read with each keystroke: a good one is in force at once, a bad one stays in the field with its fault and
 * changes nothing. What was typed is forgotten as soon as the value in force comes from elsewhere.
 */
export function useTyped<Value>({ shown, read, show, onChange }: Typing<Value>) {
  const endGesture = useStudio((studio) => studio.endGesture);
  const [typed, setTyped] = useState<{ readonly text: string; readonly base: string } | null>(null);
  const text = typed && typed.base === shown ? typed.text : shown;
  const now = typed && typed.base === shown ? read(text) : null;
  return {
    text,
    fault: now && !now.ok ? now.fault : null,
    type: (entered: string) => {
      const next = read(entered);
      setTyped({ text: entered, base: next.ok ? show(next.value) : shown });
      if (next.ok) onChange(next.value);
    },
    leave: () => {
      if (now?.ok) setTyped(null);
      endGesture();
    },
  };
}
