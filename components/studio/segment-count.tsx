'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { countSegments, type DearLetter, dearLetters, ownWords, plainTemplate, SEGMENT_UNITS } from '#lib/message/segments.ts';

interface SegmentCountProps {
  /** The template's body as it stands. */
  readonly body: string;
  /** What the chosen debtor would read of it; null where nobody knows yet. */
  readonly read: string | null;
  readonly onChange: (body: string) => void;
}

/** The SMS that a message takes, and the letters that make it dear: the author's own can be replaced, those of an account's values are named. */
export function SegmentCount({ body, read, onChange }: SegmentCountProps) {
  const t = useTranslations('messageEditor');
  const own = ownWords(body);
  const { encoding, units, segments } = countSegments(read ?? own);
  const { alone, part } = SEGMENT_UNITS[encoding];
  const room = segments > 1 ? part * segments : alone;
  const dear = dearLetters(own);
  const fromValues = read === null ? [] : dearLetters(read).filter(({ letter }) => !own.includes(letter));
  const canReplace = dear.filter(({ replacement }) => replacement !== null);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p role="status" className="text-ink-2 tabular-nums">
        {read === null ? t('segmentsAbout', { count: segments }) : t('segments', { count: segments, units, room })}
      </p>
      {dear.length > 0 ? (
        <div className="flex flex-col items-start gap-2 rounded-lg border border-warn/40 bg-warn/8 px-3.5 py-3 text-warn-text">
          <p>
            <Dear words="dear" letters={dear} />
          </p>
          {canReplace.length > 0 ? (
            <Button size="small" onClick={() => onChange(plainTemplate(body))}>
              <Dear words="replaceDear" letters={canReplace} />
            </Button>
          ) : null}
        </div>
      ) : null}
      {fromValues.length > 0 ? (
        <p className="text-ink-2">
          <Dear words="dearValues" letters={fromValues} />
        </p>
      ) : null}
    </div>
  );
}

function Dear({ words, letters }: { readonly words: 'dear' | 'dearValues' | 'replaceDear'; readonly letters: readonly DearLetter[] }) {
  const t = useTranslations('messageEditor');
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' }).format(letters.map(({ letter }) => letter));
  return t(words, { letters: list, count: letters.length });
}
