'use client';

import { useTranslations } from 'next-intl';
import { useRuleWords } from '#components/contact/rule-words.ts';
import { Button } from '#components/ui/button.tsx';
import type { OwnPolicy } from '#lib/policy/own-policy.ts';
import { rulesOf } from '#lib/policy/rules-of.ts';
import type { ChangeOwn } from './country-rules.tsx';
import { withoutHouseRule } from './house-rule.ts';
import { HouseRuleForm } from './house-rule-form.tsx';

interface HouseRulesProps {
  readonly own: OwnPolicy;
  readonly onChange?: ChangeOwn;
}

/** The workspace's own rules beside those of the law: what there is, and a form for one more. */
export function HouseRules({ own, onChange }: HouseRulesProps) {
  const t = useTranslations('policy');
  const words = useRuleWords();
  const rules = rulesOf(own.rules);
  return (
    <section aria-labelledby="house" className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id="house" className="font-semibold text-lg">
          {t('house')}
        </h2>
        <p className="text-ink-2">{t('houseLead')}</p>
      </div>
      {rules.length === 0 ? <p className="text-ink-3">{t('houseNone')}</p> : null}
      {rules.length > 0 ? (
        <ul aria-labelledby="house" className="divide-y rounded-xl border bg-surface shadow-1">
          {rules.map((rule) => (
            <li key={rule.id} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3">
              <span className="wrap-anywhere min-w-0 flex-1 first-letter:uppercase">{words(rule)}</span>
              {onChange ? (
                <Button
                  size="small"
                  look="quiet"
                  aria-label={t('removeRule', { rule: words(rule) })}
                  onClick={() => onChange(withoutHouseRule(own, rule.id))}
                >
                  {t('remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {onChange ? <HouseRuleForm own={own} onChange={onChange} /> : null}
    </section>
  );
}
