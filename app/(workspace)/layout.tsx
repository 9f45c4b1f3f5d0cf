import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { QueryProvider } from '#components/shell/query-provider.tsx';
import { type FrameWorkspace, ShellFrame } from '#components/shell/shell-frame.tsx';
import { readTheme, THEME_COOKIE } from '#lib/api/themes.ts';
import { requestLanguage } from '#lib/server/language.ts';
import { localClock } from '#lib/server/local-clock.ts';
import { requireSession, type Session } from '#lib/server/session.ts';
import { signOut, switchLanguage, switchTheme, switchWorkspace } from '../actions.ts';

/** The frame of every screen for someone who is signed in. Each page asks for its own permission. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const [session, language, theme] = await Promise.all([requireSession(), requestLanguage(), chosenTheme()]);
  const { person, workspaces, workspace } = session;
  return (
    <ShellFrame
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
      <QueryProvider>{children}</QueryProvider>
    </ShellFrame>
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
