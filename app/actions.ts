'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { readLanguage } from '#lib/api/languages.ts';
import { readTheme, THEME_COOKIE } from '#lib/api/themes.ts';
import { appDatabase } from '#lib/db/client.ts';
import { setLanguage } from '#lib/db/queries/standing.ts';
import { auth } from '#lib/server/auth.ts';
import { LANGUAGE_COOKIE } from '#lib/server/language.ts';
import { currentSession, WORKSPACE_COOKIE } from '#lib/server/session.ts';

const LASTING = { path: '/', maxAge: 365 * 24 * 60 * 60, sameSite: 'lax', httpOnly: true } as const;

/** Reads the screens in another language from now on, on every device of the person where one is signed in. */
export async function switchLanguage(form: FormData): Promise<void> {
  const language = readLanguage(String(form.get('language')));
  if (!language) return;
  const session = await currentSession();
  if (session) await setLanguage(await appDatabase(), session.person.id, language);
  (await cookies()).set(LANGUAGE_COOKIE, language, LASTING);
}

/** Shows the screens light, dark, or as the system does, in this browser. */
export async function switchTheme(form: FormData): Promise<void> {
  (await cookies()).set(THEME_COOKIE, readTheme(String(form.get('theme'))), LASTING);
}

/** Opens another of the person's workspaces; one where they have no role is left alone. */
export async function switchWorkspace(form: FormData): Promise<void> {
  await openWorkspace(String(form.get('workspace')));
  redirect('/');
}

/** Opens a workspace and stays on the page. False where the person has no role there: nothing changes then. */
export async function openWorkspace(slug: string): Promise<boolean> {
  const wanted = (await currentSession())?.workspaces.find((workspace) => workspace.slug === slug);
  if (!wanted) return false;
  (await cookies()).set(WORKSPACE_COOKIE, wanted.slug, LASTING);
  return true;
}

/** Ends the session in the database and in this browser. */
export async function signOut(): Promise<void> {
  await (await auth()).api.signOut({ headers: await headers() });
  (await cookies()).delete(WORKSPACE_COOKIE);
  redirect('/sign-in');
}
