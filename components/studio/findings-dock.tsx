'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dock } from './dock.tsx';
import { FindingLine } from './finding-line.tsx';
import { groupFindings } from './finding-words.ts';
import { useFindings } from './findings-context.tsx';
import { useDrawing } from './use-drawing.ts';

/** What is wrong with the drawing, each a click away from its place. */
export function FindingsDock() {
  const t = useTranslations('studio');
  const { all } = useFindings();
  const drawing = useDrawing();
  const [isOpen, setOpen] = useState(false);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const warnings = all.length - errors;
  return (
    <Dock
      title={t('findings')}
      isOpen={isOpen}
      onToggle={() => setOpen(!isOpen)}
      isEmpty={all.length === 0}
      beside={
        <span role="status" className="flex items-center gap-3">
          {all.length === 0 ? (
            <span className="flex items-center gap-1.5 text-ok-text">
              <CircleCheck aria-hidden className="size-3.5" />
              {t('noFindings')}
            </span>
          ) : null}
          {errors > 0 ? <span className="font-medium text-bad-text">{t('errors', { count: errors })}</span> : null}
          {warnings > 0 ? <span className="text-warn-text">{t('warnings', { count: warnings })}</span> : null}
        </span>
      }
    >
      <ul className="max-h-44 overflow-y-auto border-t p-1.5 thin-scroll">
        {groupFindings(all).map((group) => (
          <li key={group.key}>
            <button
              type="button"
              onClick={() => drawing.show(group.first)}
              className="w-full rounded-md px-2.5 py-1.5 text-left hover:bg-sunken"
            >
              <FindingLine group={group} />
            </button>
          </li>
        ))}
      </ul>
    </Dock>
  );
}
