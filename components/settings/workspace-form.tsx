'use client';

import { LoaderCircle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { CallFailed } from '#lib/api/call.ts';
import { LANGUAGES } from '#lib/api/languages.ts';
import { MAX_WORKSPACE_NAME } from '#lib/api/new-workspace.ts';
import {
  differing,
  readSettings,
  type SettingsAnswer,
  type SettingsField,
  saveSettings,
  type WorkspaceSettings,
  wrongSettings,
} from '#lib/api/workspace-settings.ts';

type Choices = readonly { readonly value: string; readonly label: string }[];

interface WorkspaceFormProps {
  readonly first: SettingsAnswer;
  readonly choices: { readonly countries: Choices; readonly zones: Choices; readonly currencies: Choices };
}

/** What somebody else wrote while this form was open, by field. */
type Theirs = Partial<Record<SettingsField, string>>;

/** Name, country, language and opening hour of a workspace, and while it has no past also its zone and currency. */
export function WorkspaceForm({ first, choices }: WorkspaceFormProps) {
  const [t, fields, shell, problems] = [
    useTranslations('settings'),
    useTranslations('newWorkspace'),
    useTranslations('language'),
    useTranslations('problem'),
  ];
  const router = useRouter();
  const [answer, setAnswer] = useState(first);
  const [input, setInput] = useState(first.settings);
  const [wrong, setWrong] = useState<readonly SettingsField[]>([]);
  const [theirs, setTheirs] = useState<Theirs>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const changed = differing(answer.settings, input);
  const languages = LANGUAGES.map((value) => ({ value, label: shell(value) }));
  const lists = { country: choices.countries, language: languages, timezone: choices.zones, currency: choices.currencies };
  const said = (name: SettingsField, value: string) =>
    name === 'name' || name === 'openingTime' ? value : (lists[name].find((option) => option.value === value)?.label ?? value);
  const hint = (name: SettingsField, usual: string | null) =>
    theirs[name] === undefined ? usual : t('theirs', { value: said(name, theirs[name]) });
  const fixed = (name: 'timezone' | 'currency') =>
    answer.fixedBy === null
      ? { disabled: false, hint: hint(name, fields(`${name}Hint`)) }
      : { disabled: true, hint: t(`fixed-${answer.fixedBy}`) };
  const field = (name: SettingsField) => ({
    name,
    value: input[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change(name, target.value),
  });
  const faultOf = (name: Exclude<SettingsField, 'language' | 'openingTime'>) => (wrong.includes(name) ? fields(`wrong-${name}`) : null);

  function change(name: SettingsField, value: string) {
    setInput({ ...input, [name]: value });
    setWrong(wrong.filter((one) => one !== name));
    setIsSaved(false);
  }

  function refuse(found: readonly SettingsField[]) {
    setWrong(found);
    const place = found[0] && form.current?.elements.namedItem(found[0]);
    if (place instanceof HTMLElement) place.focus();
  }

  function undo() {
    setInput(answer.settings);
    setWrong([]);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setFailure(null);
    const found = wrongSettings(input);
    refuse(found);
    if (found.length > 0 || isBusy || changed.length === 0) return;
    setIsBusy(true);
    try {
      const saved = await saveSettings({ was: answer.settings, settings: input });
      setAnswer(saved);
      setInput(saved.settings);
      setTheirs({});
      setIsSaved(true);
      // The frame says the name, and its clock the zone.
      router.refresh();
    } catch (error) {
      await told(error instanceof CallFailed ? error.problem : null);
    } finally {
      setIsBusy(false);
    }
  }

  async function told(problem: CallFailed['problem']) {
    const paths = problem?.problems?.map(({ path }) => path) ?? [];
    refuse(differing(answer.settings, input).filter((name) => paths.includes(`$.settings.${name}`)));
    setFailure(problem?.title ?? problems('offline'));
    if (problem?.code === 'workspace-conflict' || problem?.code === 'workspace-fixed') await takeTheirs();
  }

  /** What one has not touched becomes what others wrote; beside what both changed stands what they wrote. */
  async function takeTheirs() {
    try {
      const now = await readSettings();
      const others = differing(answer.settings, now.settings);
      const kept: WorkspaceSettings = { ...now.settings, ...Object.fromEntries(changed.map((name) => [name, input[name]])) };
      setTheirs(Object.fromEntries(others.map((name) => [name, now.settings[name]])));
      setInput(now.fixedBy === null ? kept : { ...kept, timezone: now.settings.timezone, currency: now.settings.currency });
      setAnswer(now);
    } catch {
      // What was refused is said already; saving once more asks again.
    }
  }

  return (
    <form
      ref={form}
      noValidate
      aria-labelledby="workspace-facts"
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-5 rounded-xl border bg-surface p-5 shadow-1"
    >
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      <div className="flex flex-col gap-1.5">
        <TextField
          {...field('name')}
          label={t('name')}
          fault={faultOf('name')}
          maxLength={MAX_WORKSPACE_NAME}
          autoComplete="organization"
          required
        />
        {theirs.name === undefined ? null : <p className="text-ink-3 text-sm">{hint('name', null)}</p>}
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          {...field('country')}
          label={t('country')}
          fault={faultOf('country')}
          options={withStored(choices.countries, input.country)}
          hint={hint('country', null)}
        />
        <SelectField {...field('language')} label={t('language')} options={languages} hint={hint('language', t('languageHint'))} />
        <SelectField
          {...field('timezone')}
          label={t('timezone')}
          fault={faultOf('timezone')}
          options={withStored(choices.zones, input.timezone)}
          {...fixed('timezone')}
        />
        <SelectField
          {...field('currency')}
          label={t('currency')}
          fault={faultOf('currency')}
          options={withStored(choices.currencies, input.currency)}
          {...fixed('currency')}
        />
        <div className="flex flex-col gap-1.5">
          <TextField
            {...field('openingTime')}
            type="time"
            label={t('openingTime')}
            fault={wrong.includes('openingTime') ? t('wrong-openingTime') : null}
            required
          />
          <p className="text-ink-3 text-sm">{hint('openingTime', t('openingTimeHint'))}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isBusy || changed.length === 0}>
          {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
          {t(isBusy ? 'saving' : 'save')}
        </Button>
        {changed.length > 0 && !isBusy ? (
          <Button look="quiet" onClick={undo}>
            {t('undo')}
          </Button>
        ) : null}
        <span role="status" className="text-ok-text text-sm">
          {isSaved ? t('saved') : null}
        </span>
      </div>
    </form>
  );
}

/** What is stored may be something that is no longer offered: it is shown all the same. */
function withStored(options: Choices, value: string): Choices {
  return options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
}
