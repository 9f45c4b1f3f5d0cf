import 'server-only';
import { cookies, headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import { type Language, readLanguage } from '#lib/api/languages.ts';
import { can, type Permission } from '#lib/api/permissions.ts';
import { appDatabase } from '#lib/db/client.ts';
import { type WorkspaceStanding, workspacesOf } from '#lib/db/queries/standing.ts';
import { auth } from './auth.ts';

/** The cookie that remembers which of a person's workspaces is open. */
export const WORKSPACE_COOKIE = 'cadenza.workspace';

const COOKIE_SECONDS = 365 * 24 * 60 * 60;

/** The `Set-Cookie` that opens a workspace in this browser. */
export function openWorkspaceCookie(slug: string): string {
  return `${WORKSPACE_COOKIE}=${slug}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax; HttpOnly`;
}

/** The header in which proxy.ts tells a page its own path and query. */
export const HERE_HEADER = 'x-cadenza-here';

/** Who is signed in, and where. `workspace` is the one that is open, with the person's role in it; null where they have none. */
export interface Session {
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly language: Language };
  readonly workspaces: readonly WorkspaceStanding[];
  readonly workspace: WorkspaceStanding | null;
}

/** A session with an open workspace: all that is read, is read of this one. */
export interface WorkspaceSession extends Session {
  readonly workspace: WorkspaceStanding;
}

/** The session of the request in hand, read once per request from the database; null where nobody is signed in. */
export const currentSession = cache(async (): Promise<Session | null> => {
  // Asked for first: while pages are built there is no request, and Next stops here before the database is opened.
  const given = await headers();
  const found = await (await auth()).api.getSession({ headers: given });
  if (!found) return null;
  const { id, name, email, language } = found.user;
  const workspaces = await workspacesOf(await appDatabase(), id);
  const chosen = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  return {
    person: { id, name, email, language: readLanguage(language) ?? 'es' },
    workspaces,
    workspace: workspaces.find((workspace) => workspace.slug === chosen) ?? workspaces[0] ?? null,
  };
});

/** The session of a page for anyone who is signed in; else the sign-in page, which leads back here. */
export async function requireSession(): Promise<Session> {
  return (await currentSession()) ?? redirect(`/sign-in?next=${encodeURIComponent((await headers()).get(HERE_HEADER) ?? '/')}`);
}

/** As `requireSession`, and the role in the open workspace carries the permission; else the page of refusal, with status 403. */
export async function requirePermission(permission: Permission): Promise<WorkspaceSession> {
  const session = await requireSession();
  const { workspace } = session;
  if (!workspace || !can(workspace.role, permission)) forbidden();
  return { ...session, workspace };
}
