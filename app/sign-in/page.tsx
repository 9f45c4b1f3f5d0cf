import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { CadencePicture } from '#components/sign-in/cadence-picture.tsx';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';
import { Logo } from '#components/ui/logo.tsx';
import { LANGUAGES } from '#lib/api/languages.ts';
import { safeNext } from '#lib/api/sign-in.ts';
import { currentSession } from '#lib/server/session.ts';
import { switchLanguage } from '../actions.ts';

type Query = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

/** Where one signs in, and is led on to the page that was asked for. */
export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const next = safeNext(typeof query.next === 'string' ? query.next : null);
  if (await currentSession()) redirect(next);
  const [t, { signIn, problem }] = await Promise.all([getTranslations('signIn'), getMessages()]);
  return (
    <div className="flex min-h-dvh">
      <main className="flex flex-1 flex-col px-5 py-5 sm:px-10">
        <div className="flex items-center justify-between gap-4">
          <Logo className="size-8" />
          <LanguageChoice />
        </div>
        <div className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center gap-6 py-10">
          <div className="flex flex-col gap-1.5">
            <h1 className="font-semibold text-3xl tracking-tight">{t('heading')}</h1>
            <p className="text-ink-2">{t('lead')}</p>
            {next === '/' ? null : <p className="text-ink-2">{t('return')}</p>}
          </div>
          <NextIntlClientProvider messages={{ signIn, problem }}>
            <SignInForm next={next} problem={await problemOf(query)} />
          </NextIntlClientProvider>
          <p className="text-ink-3 text-sm">{t('help')}</p>
        </div>
      </main>
      <CadencePicture />
    </div>
  );
}

/** What a sign-in without script was answered, from the address it came back to. */
async function problemOf(query: Awaited<Query>): Promise<string | null> {
  const t = await getTranslations('problem');
  if (query.problem === 'wrong') return t('wrong-password');
  if (query.problem === 'refused') return t('not-allowed');
  return query.problem === 'held' ? t('too-many-attempts', { minutes: Math.min(60, Number(query.minutes) || 1) }) : null;
}

async function LanguageChoice() {
  const [current, shell, names] = await Promise.all([getLocale(), getTranslations('shell'), getTranslations('language')]);
  return (
    <form action={switchLanguage}>
      <fieldset className="flex gap-0.5">
        <legend className="sr-only">{shell('language')}</legend>
        {LANGUAGES.map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            aria-pressed={language === current}
            className="rounded-md px-2.5 py-2 text-ink-2 text-sm transition-colors hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
          >
            {names(language)}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
