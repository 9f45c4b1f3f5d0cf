'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { PolicyCountry } from '#lib/api/policy.ts';
import type { OwnPolicy } from '#lib/policy/own-policy.ts';
import type { Rule } from '#lib/policy/rule.ts';
import { RuleLine } from './rule-line.tsx';

/** Writes the own rules; absent where the reader may not. */
export type ChangeOwn = (own: OwnPolicy) => void;

interface CountryRulesProps {
  readonly country: PolicyCountry;
  readonly name: string;
  readonly isFirst: boolean;
  readonly own: OwnPolicy;
  readonly onChange?: ChangeOwn;
}

/** The rules of one country and its subdivisions, those of the workspace's own country open at first. */
export function CountryRules({ country, name, isFirst, own, onChange }: CountryRulesProps) {
  const t = useTranslations('policy');
  const { rules, subdivisions, debtors } = country;
  const number = debtors.toLocaleString(useLocale(), { useGrouping: 'always' });
  return (
    <details open={isFirst} className="rounded-xl border bg-surface shadow-1">
      <summary className="cursor-pointer rounded-xl px-5 py-3 font-medium">
        {name} <span className="font-normal text-ink-3 text-sm">{t('debtors', { count: debtors, number })}</span>
      </summary>
      {rules === null ? (
        <p className="border-t px-5 py-4 text-ink-2">{t('noPreset', { country: name })}</p>
      ) : (
        <Rules rules={rules} own={own} {...(onChange ? { onChange } : {})} />
      )}
      {subdivisions.map(({ code, rules: ofRegion }) => (
        <section key={code} className="border-t">
          <h3 className="label-caps px-5 pt-4">{t('subdivision', { country: name, subdivision: code })}</h3>
          <Rules rules={ofRegion} own={own} {...(onChange ? { onChange } : {})} />
        </section>
      ))}
    </details>
  );
}

function Rules({ rules, own, onChange }: { readonly rules: readonly Rule[]; readonly own: OwnPolicy; readonly onChange?: ChangeOwn }) {
  return (
    <ul className="divide-y border-t">
      {rules.map((rule) => (
        <RuleLine key={rule.id} rule={rule} own={own} {...(onChange ? { onChange } : {})} />
      ))}
    </ul>
  );
}
