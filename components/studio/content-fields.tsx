'use client';

import { useTranslations } from 'next-intl';
import type { CountryHours } from '#lib/journey/problems/hours.ts';
import { NO_COLLECTION } from '#lib/policy/content.ts';
import { type ContentWords, flagWords, saidWords } from './content-words.ts';
import type { MessageWords } from './message-words.ts';

interface ContentFieldsProps {
  readonly words: MessageWords;
  /** The policy of each country of the debtors. */
  readonly countries: readonly CountryHours[];
  readonly onChange: (words: MessageWords) => void;
}

/** What the policy asks the words to say, and forbids them to do: whoever writes marks what they do, each with its article. */
export function ContentFields({ words, countries, onChange }: ContentFieldsProps) {
  const t = useTranslations('messageEditor');
  const { says = [], flags = [] } = words.extras;
  const asked = articlesBy(countries, 'items');
  const forbidden = articlesBy(countries, 'flags');
  const put = (name: 'says' | 'flags', code: string, isOn: boolean) => {
    const before = words.extras[name] ?? [];
    onChange({ ...words, extras: { ...words.extras, [name]: isOn ? [...before, code] : before.filter((one) => one !== code) } });
  };
  const collects = !says.includes(NO_COLLECTION);
  return (
    <>
      {asked.size > 0 ? (
        <Marks
          title={t('saidTitle')}
          hint={t('saidHint')}
          codes={collects ? asked : new Map()}
          marked={says}
          name={(code) => saidWords(t, code)}
          onMark={(code, isOn) => put('says', code, isOn)}
        >
          <Mark label={t('noCollection')} isOn={!collects} onMark={(isOn) => put('says', NO_COLLECTION, isOn)} />
        </Marks>
      ) : null}
      {forbidden.size > 0 ? (
        <Marks
          title={t('flagTitle')}
          hint={t('flagHint')}
          codes={forbidden}
          marked={flags}
          name={(code) => flagWords(t, code)}
          onMark={(code, isOn) => put('flags', code, isOn)}
        />
      ) : null}
    </>
  );
}

/** Each thing that is asked or forbidden, with the articles that do so. */
function articlesBy(countries: readonly CountryHours[], of: 'items' | 'flags'): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { content } of countries) {
    const rules =
      of === 'items'
        ? (content?.disclosures ?? []).map((rule) => ({ ...rule, codes: rule.items }))
        : (content?.forbidden ?? []).map((rule) => ({ ...rule, codes: rule.flags }));
    for (const { codes, article, id } of rules)
      for (const code of codes) found.set(code, [...new Set([...(found.get(code) ?? []), article ?? id])]);
  }
  return found;
}

interface MarksProps {
  readonly title: string;
  readonly hint: string;
  readonly codes: ReadonlyMap<string, readonly string[]>;
  readonly marked: readonly string[];
  readonly name: (code: string) => ReturnType<ContentWords>;
  readonly onMark: (code: string, isOn: boolean) => void;
  readonly children?: React.ReactNode;
}

function Marks({ title, hint, codes, marked, name, onMark, children }: MarksProps) {
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border px-4 pt-1 pb-4">
      <legend className="px-1 font-medium text-sm">{title}</legend>
      <p className="text-ink-2 text-xs">{hint}</p>
      {children}
      {[...codes].map(([code, articles]) => (
        <Mark
          key={code}
          label={name(code)}
          note={articles.join(' · ')}
          isOn={marked.includes(code)}
          onMark={(isOn) => onMark(code, isOn)}
        />
      ))}
    </fieldset>
  );
}

interface MarkProps {
  readonly label: string;
  readonly note?: string;
  readonly isOn: boolean;
  readonly onMark: (isOn: boolean) => void;
}

function Mark({ label, note, isOn, onMark }: MarkProps) {
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onMark(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-brand"
      />
      <span className="min-w-0">
        <span className="block first-letter:uppercase">{label}</span>
        {note ? <span className="wrap-anywhere block text-ink-2 text-xs">{note}</span> : null}
      </span>
    </label>
  );
}
