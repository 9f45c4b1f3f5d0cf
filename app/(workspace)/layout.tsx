import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { placeOf } from '#components/contact/place-of.ts';
import { ClockControl } from '#components/shell/clock-control.tsx';
import { Elsewhere } from '#components/shell/elsewhere.tsx';
import { QueryProvider } from '#components/shell/query-provider.tsx';
import { type FrameWorkspace, ShellFrame } from '#components/shell/shell-frame.tsx';
import { can } from '#lib/api/permissions.ts';
import { readTheme, THEME_COOKIE } from '#lib/api/themes.ts';
import { appDatabase } from '#lib/db/client.ts';
import { readClock } from '#lib/server/clock.ts';
import { requestLanguage } from '#lib/server/language.ts';
import { requireSession, type Session } from '#lib/server/session.ts';
import { openWorkspace, signOut, switchLanguage, switchTheme, switchWorkspace } from '../actions.ts';

/** The frame of every screen for someone who is signed in. Each page asks for its own permission. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const [session, language, theme] = await Promise.all([requireSession(), requestLanguage(), chosenTheme()]);
  const { person, workspaces, workspace } = session;
  const t = await getTranslations('shell');
  return (
    // Of another workspace nothing stays: neither what was fetched nor what a screen holds.
    <QueryProvider key={workspace?.slug} words={{ text: t('signedOut'), signIn: t('signInAgain') }}>
      <ShellFrame
        tools={await tools(session)}
        workspace={frameOf(session)}
        menu={{
          ...person,
          language,
          theme,
          role: workspace?.role ?? null,
          workspaces: workspaces.map(({ slug, name }) => ({ slug, name, isOpen: slug === workspace?.slug })),
          switchLanguage,
          switchTheme,
          switchWorkspace,
          signOut,
        }}
      >
        {children}
      </ShellFrame>
      {await elsewhere(session)}
    </QueryProvider>
  );
}

/** A test workspace shows its clock; whoever may, lets time pass there. */
async function tools({ workspace }: Session) {
  if (!workspace || workspace.clockAt === null) return null;
  const [{ clock, problem, date }, first, t] = await Promise.all([
    getMessages(),
    readClock(await appDatabase(), workspace),
    getTranslations('place'),
  ]);
  const place = placeOf(workspace.timezone, t);
  return (
    <NextIntlClientProvider messages={{ clock, problem, date }}>
      <ClockControl key={workspace.slug} first={first} place={place} canMove={can(workspace.role, 'clock.write')} />
    </NextIntlClientProvider>
  );
}

/** Says over the screen that another tab has opened another workspace. */
async function elsewhere({ workspace }: Session) {
  if (!workspace) return null;
  const { elsewhere: words, problem } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ elsewhere: words, problem }}>
      <Elsewhere slug={workspace.slug} name={workspace.name} openWorkspace={openWorkspace} />
    </NextIntlClientProvider>
  );
}

function frameOf({ workspace }: Session): FrameWorkspace | null {
  return workspace && { slug: workspace.slug, name: workspace.name, role: workspace.role, mode: workspace.mode };
}

async function chosenTheme() {
  return readTheme((await cookies()).get(THEME_COOKIE)?.value);
}
