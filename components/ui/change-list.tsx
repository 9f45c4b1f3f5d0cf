import { Minus, PenLine, Plus } from 'lucide-react';

/** A change that was put into words; `words`: what became of a text, word by word. */
export interface ShownChange {
  readonly id: string;
  readonly tone: 'added' | 'removed' | 'changed';
  readonly sentence: string;
  readonly texts: readonly {
    /** What the text is, above it; null where the sentence says so. */
    readonly title: string | null;
    readonly words: readonly { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }[];
  }[];
}

interface ChangeListProps {
  readonly changes: readonly ShownChange[];
  /** How the list is called, and what its three signs mean to whoever does not see them. */
  readonly label: string;
  readonly tones: Readonly<Record<ShownChange['tone'], string>>;
}

const signs = { added: Plus, removed: Minus, changed: PenLine };
const looks = { added: 'bg-ok/12 text-ok-text', removed: 'bg-bad/10 text-bad-text', changed: 'bg-sunken text-ink-2' };

/** What changed, one thing a line. Words that came are underlined and words that went are struck out, besides their colour. */
export function ChangeList({ changes, label, tones }: ChangeListProps) {
  return (
    <ol aria-label={label} className="flex flex-col divide-y divide-line">
      {changes.map(({ id, tone, sentence, texts }) => {
        const Sign = signs[tone];
        return (
          <li key={id} className="flex gap-3 py-3">
            <span className={`grid size-6 shrink-0 place-items-center rounded-sm ${looks[tone]}`}>
              <Sign aria-hidden className="size-3.5" strokeWidth={2.25} />
              <span className="sr-only">{tones[tone]}</span>
            </span>
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <p className="wrap-anywhere pt-0.5 text-base">{sentence}</p>
              {texts.map(({ title, words }) => (
                <ChangedText key={title} title={title} words={words} />
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function ChangedText({ title, words }: ShownChange['texts'][number]) {
  return (
    <div className="rounded-md border bg-sunken px-3 py-2">
      {title === null ? null : <p className="label-caps pb-1">{title}</p>}
      <p className="wrap-anywhere whitespace-pre-wrap text-ink-2 text-sm">
        {words.map(({ kind, text }, index) => {
          const key = `${index}${kind}`;
          if (kind === 'added') {
            return (
              <ins key={key} className="rounded-xs bg-ok/15 font-medium text-ok-text decoration-2 underline-offset-2">
                {text}
              </ins>
            );
          }
          if (kind === 'removed') {
            return (
              <del key={key} className="rounded-xs bg-bad/10 text-bad-text">
                {text}
              </del>
            );
          }
          return <span key={key}>{text}</span>;
        })}
      </p>
    </div>
  );
}
