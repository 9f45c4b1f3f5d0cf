import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClockButtons } from '#components/shell/clock-buttons.tsx';
import { QueryProvider } from '#components/shell/query-provider.tsx';
import { type FrameWorkspace, ShellFrame } from '#components/shell/shell-frame.tsx';
import { can } from '#lib/api/permissions.ts';
import { readTheme, THEME_COOKIE } from '#lib/api/themes.ts';
import { localClock } from '#lib/base/local-clock.ts';
import { requestLanguage } from '#lib/server/language.ts';
import { requireSession, type Session } from '#lib/server/session.ts';
import { signOut, switchLanguage, switchTheme, switchWorkspace } from '../actions.ts';

/** The frame of every screen for someone who is signed in. Each page asks for its own permission. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const [session, language, theme] = await Promise.all([requireSession(), requestLanguage(), chosenTheme()]);
  const { person, workspaces, workspace } = session;
  return (
    <QueryProvider>
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
    </QueryProvider>
  );
}

/** Whoever may let time pass in a test workspace finds how in the header. */
async function tools({ workspace }: Session) {
  if (!workspace || workspace.clockAt === null || !can(workspace.role, 'clock.write')) return null;
  const { clock, problem } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ clock, problem }}>
      <ClockButtons />
    </NextIntlClientProvider>
  );
}

function frameOf({ workspace }: Session): FrameWorkspace | null {
  if (!workspace) return null;
  const { name, role, timezone, clockAt } = workspace;
  return { name, role, timezone, clock: clockAt === null ? null : localClock(clockAt, timezone) };
}

async function chosenTheme() {
  return readTheme((await cookies()).get(THEME_COOKIE)?.value);
}
