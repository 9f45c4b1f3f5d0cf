'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRuleWords } from '#components/contact/rule-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { type OwnPolicy, type Tightening, tightened } from '#lib/policy/own-policy.ts';
import type { Rule } from '#lib/policy/rule.ts';
import type { ChangeOwn } from './country-rules.tsx';
import { TightenForm } from './tighten-form.tsx';

interface RuleLineProps {
  readonly rule: Rule;
  readonly own: OwnPolicy;
  readonly onChange?: ChangeOwn;
}

/** A rule in plain words with where it comes from, as the workspace has it; whoever may makes it stricter here. */
export function RuleLine({ rule, own, onChange }: RuleLineProps) {
  const t = useTranslations('policy');
  const words = useRuleWords();
  const [isEditing, setIsEditing] = useState(false);
  const mine = own.tighten.filter((one) => one.rule === rule.id);
  const now = mine.reduce(tightened, rule);
  const others = own.tighten.filter((one) => one.rule !== rule.id);
  const put = (change: Tightening | null) => {
    setIsEditing(false);
    onChange?.({ ...own, tighten: change ? [...others, change] : others });
  };
  const canTighten = ['cap', 'spacing', 'afterEvent', 'hours'].includes(rule.kind) && now.enforce;
  return (
    <li className="flex flex-col gap-2 px-5 py-4">
      <p className="wrap-anywhere first-letter:uppercase">{words(now)}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Pill tone={rule.basis === 'law' ? 'brand' : 'calm'}>{t(`basis-${rule.basis}`)}</Pill>
        {rule.verified || rule.basis === 'house' ? null : <Pill tone="warn">{t('unverified')}</Pill>}
        {now.enforce ? null : <Pill>{t('known')}</Pill>}
        {mine.length > 0 ? <Pill tone="brand">{t('tightened')}</Pill> : null}
        <span className="wrap-anywhere text-ink-3 text-sm">
          {rule.article ? `${t('article', { article: rule.article })} · ` : ''}
          {rule.id}
        </span>
      </div>
      <Sources sources={rule.sources} />
      {onChange ? (
        <div className="flex flex-wrap gap-2">
          {canTighten && !isEditing ? (
            <Button size="small" onClick={() => setIsEditing(true)}>
              {t('tighten')}
            </Button>
          ) : null}
          {now.enforce ? null : (
            <Button size="small" onClick={() => put({ rule: rule.id, enforce: true })}>
              {t('enforce')}
            </Button>
          )}
          {mine.length > 0 ? (
            <Button size="small" look="quiet" onClick={() => put(null)}>
              {t('restore')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isEditing && onChange ? <TightenForm rule={rule} now={now} onSave={put} onCancel={() => setIsEditing(false)} /> : null}
    </li>
  );
}

function Sources({ sources }: { readonly sources: readonly string[] }) {
  const t = useTranslations('policy');
  if (sources.length === 0) return null;
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-ink-2 text-sm hover:text-ink">
        {t('sources', { count: sources.length })}
      </summary>
      <ul className="flex list-disc flex-col gap-1 pt-1 pl-5 text-ink-2 text-sm">
        {sources.map((source) => (
          <li key={source} className="wrap-anywhere">
            {source}
          </li>
        ))}
      </ul>
    </details>
  );
}
