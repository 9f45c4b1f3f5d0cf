import { redirect } from 'next/navigation';
import { can } from '#lib/api/permissions.ts';
import { requireSession } from '#lib/server/session.ts';

/** The front door leads to the first screen that the person's role may see. */
export default async function Home() {
  const { workspace } = await requireSession();
  redirect(workspace && can(workspace.role, 'inbox.read') ? '/inbox' : '/profile');
}
