import { redirect } from 'next/navigation';
import { PLACES } from '#components/shell/places.ts';
import { can } from '#lib/api/permissions.ts';
import { requireSession } from '#lib/server/session.ts';

/** The front door leads to the first screen that the person's role may see. */
export default async function Home() {
  const { workspace } = await requireSession();
  const first = PLACES.find(({ permission }) => workspace && can(workspace.role, permission));
  redirect(first?.href ?? '/profile');
}
