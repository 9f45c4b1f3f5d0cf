'use client';

import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import {
  CLOCK_SPAN,
  MAX_WORKSPACE_NAME,
  type NewWorkspaceInput,
  WORKSPACE_FIELDS,
  type WorkspaceField,
  wrongFields,
} from '#lib/api/new-workspace.ts';
import { civilDate } from '#messages/civil-date.ts';

type Choices = readonly { readonly value: string; readonly label: string }[];

interface NewWorkspaceFormProps {
  readonly choices: { readonly countries: Choices; readonly zones: Choices; readonly currencies: Choices };
  readonly countries: readonly { readonly code: string; readonly zone: string; readonly currency: string; readonly hasPolicy: boolean }[];
  /** The country that is chosen at first. */
  readonly suggested: string;
  readonly today: string;
  readonly creationKey: string;
}

/** Name, country, and what the country suggests: zone and currency follow it until one chooses otherwise. */
export function NewWorkspaceForm({ choices, countries, suggested, today, creationKey }: NewWorkspaceFormProps) {
  const [t, dates, problems] = [useTranslations('newWorkspace'), useTranslations('date'), useTranslations('problem')];
  const [input, setInput] = useState<NewWorkspaceInput>(() => ({
    name: '',
    startsOn: today,
    creationKey,
    policy: 'country',
    ...suggestedBy(countries, suggested),
  }));
  const [wrong, setWrong] = useState<readonly WorkspaceField[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const span = { first: civilDate(dates, CLOCK_SPAN.first, 'day'), last: civilDate(dates, CLOCK_SPAN.last, 'day') };
  const faultOf = (field: WorkspaceField) => (wrong.includes(field) ? t(`wrong-${field}`, span) : null);
  const field = (name: WorkspaceField) => ({
    name,
    value: input[name],
    fault: faultOf(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change(name, target.value),
  });

  function change(name: WorkspaceField, value: string) {
    setInput({ ...input, [name]: value, ...(name === 'country' ? suggestedBy(countries, value) : {}) });
    setWrong(wrong.filter((one) => one !== name));
  }

  function refuse(fields: readonly WorkspaceField[]) {
    setWrong(fields);
    const first = fields[0] && form.current?.elements.namedItem(fields[0]);
    if (first instanceof HTMLElement) first.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setFailure(null);
    const found = wrongFields(input);
    refuse(found);
    if (found.length > 0 || isBusy) return;
    setIsBusy(true);
    try {
      await call('/api/v1/workspaces', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
      // A whole new page: nothing of another workspace stays in memory.
      window.location.assign('/first-steps');
    } catch (error) {
      const problem = error instanceof CallFailed ? error.problem : null;
      const paths = problem?.problems?.map(({ path }) => path) ?? [];
      refuse(WORKSPACE_FIELDS.filter((name) => paths.includes(`$.${name}`)));
      setFailure(problem?.title ?? problems('offline'));
      setIsBusy(false);
    }
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-5 rounded-xl border bg-surface p-5 shadow-1"
    >
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      <TextField {...field('name')} label={t('name')} autoComplete="organization" maxLength={MAX_WORKSPACE_NAME} required />
      <SelectField {...field('country')} label={t('country')} options={choices.countries} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField {...field('timezone')} label={t('timezone')} options={choices.zones} hint={t('timezoneHint')} />
        <SelectField {...field('currency')} label={t('currency')} options={choices.currencies} hint={t('currencyHint')} />
      </div>
      <div className="flex flex-col gap-1.5">
        <TextField {...field('startsOn')} label={t('startsOn')} type="date" min={CLOCK_SPAN.first} max={CLOCK_SPAN.last} required />
        <p className="text-ink-3 text-sm">{t('startsOnHint')}</p>
      </div>
      <PolicyChoice
        hasPolicy={countries.some(({ code, hasPolicy }) => code === input.country && hasPolicy)}
        country={choices.countries.find(({ value }) => value === input.country)?.label ?? input.country}
        isOn={input.policy === 'country'}
        onChange={(isOn) => setInput({ ...input, policy: isOn ? 'country' : 'none' })}
      />
      <Button type="submit" look="primary" size="large" disabled={isBusy}>
        {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
        {t(isBusy ? 'making' : 'make')}
      </Button>
    </form>
  );
}

interface PolicyChoiceProps {
  readonly hasPolicy: boolean;
  readonly country: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether the law of the country's contacts holds in the workspace; that it does not is said plainly. */
function PolicyChoice({ hasPolicy, country, isOn, onChange }: PolicyChoiceProps) {
  const t = useTranslations('newWorkspace');
  const id = useId();
  if (!hasPolicy) return <Notice tone="warn">{t('policyNone', { country })}</Notice>;
  return (
    <div className="flex flex-col gap-2">
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={id}
          onChange={({ target }) => onChange(target.checked)}
          className="mt-1 size-4 accent-brand"
        />
        <span className="font-medium text-ink">{t('policy', { country })}</span>
      </label>
      <p id={id} className="text-ink-3 text-sm">
        {t('policyHint')}
      </p>
      {isOn ? null : <Notice tone="warn">{t('policyOff', { country })}</Notice>}
    </div>
  );
}

function suggestedBy(countries: NewWorkspaceFormProps['countries'], code: string) {
  const found = countries.find((country) => country.code === code);
  return { country: code, timezone: found?.zone ?? 'UTC', currency: found?.currency ?? 'USD' };
}
