import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Preferences } from '#components/shell/preferences.tsx';
import { Button } from '#components/ui/button.tsx';
import { readTheme, THEME_COOKIE } from '#lib/api/themes.ts';
import { requestLanguage } from '#lib/server/language.ts';
import { requireSession } from '#lib/server/session.ts';
import { switchLanguage, switchTheme } from '../../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profile'))('title') };
}

/** Who one is here, what one's role may do, and how one likes the screens. */
export default async function ProfilePage() {
  const { person, workspace } = await requireSession();
  const [t, roles, language, jar] = await Promise.all([getTranslations('profile'), getTranslations('role'), requestLanguage(), cookies()]);
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-xl flex-col gap-6 px-5 py-8 lg:py-12">
        <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
        <Card name={t('access')}>
          <dl className="flex flex-col gap-3">
            <Fact term={t('name')}>{person.name}</Fact>
            <Fact term={t('email')}>{person.email}</Fact>
            {workspace ? (
              <>
                <Fact term={t('workspace')}>{workspace.name}</Fact>
                <Fact term={t('role')}>
                  <span className="font-medium">{roles(workspace.role)}</span>
                  <span className="block text-ink-2 text-sm">{roles(`${workspace.role}-does`)}</span>
                </Fact>
              </>
            ) : null}
          </dl>
          {workspace ? null : (
            <div className="flex flex-col items-start gap-3 pt-4">
              <p className="text-ink-2">{t('noWorkspace')}</p>
              <Button asChild look="primary">
                <Link href="/workspaces/new">{t('make')}</Link>
              </Button>
            </div>
          )}
        </Card>
        <Card name={t('prefer')}>
          <Preferences
            language={language}
            theme={readTheme(jar.get(THEME_COOKIE)?.value)}
            switchLanguage={switchLanguage}
            switchTheme={switchTheme}
          />
        </Card>
      </div>
    </div>
  );
}

function Card({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="rounded-xl border bg-surface p-5 shadow-1">
      <h2 className="pb-4 font-semibold text-lg">{name}</h2>
      {children}
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5 sm:flex-row sm:gap-4">
      <dt className="w-24 shrink-0 text-ink-3 text-sm sm:pt-px">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
