import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { NewWorkspaceForm } from '#components/settings/new-workspace-form.tsx';
import { COUNTRIES } from '#lib/base/country.ts';
import { policyCountries } from '#lib/policy/presets.ts';
import { requireSession } from '#lib/server/session.ts';
import { workspaceChoices } from '#lib/server/workspace-choices.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('newWorkspace'))('title') };
}

/** Where anyone who is signed in makes a workspace in test mode. */
export default async function NewWorkspacePage() {
  const [{ workspace }, language, messages, t] = await Promise.all([
    requireSession(),
    getLocale(),
    getMessages(),
    getTranslations('newWorkspace'),
  ]);
  const { newWorkspace, problem, date } = messages;
  const withPolicy = policyCountries();
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-xl flex-col gap-6 px-5 py-8 lg:py-12">
        <div className="flex flex-col gap-1.5">
          <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
          <p className="text-ink-2">{t('lead')}</p>
        </div>
        <NextIntlClientProvider messages={{ newWorkspace, problem, date }}>
          <NewWorkspaceForm
            choices={workspaceChoices(language)}
            countries={COUNTRIES.map((country) => ({ ...country, hasPolicy: withPolicy.includes(country.code) }))}
            suggested={COUNTRIES.some(({ code }) => code === workspace?.country) ? (workspace?.country ?? 'CO') : 'CO'}
            today={new Date().toISOString().slice(0, 10)}
            creationKey={crypto.randomUUID()}
          />
        </NextIntlClientProvider>
      </div>
    </div>
  );
}
