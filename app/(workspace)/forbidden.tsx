import { Lock } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { currentSession } from '#lib/server/session.ts';

/** What a page says to a role that may not see it; the answer's status is 403. */
export default async function Forbidden() {
  const [t, roles, session] = await Promise.all([getTranslations('refused'), getTranslations('role'), currentSession()]);
  const workspace = session?.workspace;
  return (
    <div className="grid h-full place-items-center">
      <BlankState
        isHeading
        picture={Lock}
        title={t('title')}
        actions={
          <Button asChild look="primary">
            {workspace ? <Link href="/profile">{t('back')}</Link> : <Link href="/workspaces/new">{t('make')}</Link>}
          </Button>
        }
      >
        <p>
          {workspace
            ? t('text', { workspace: workspace.name, role: roles(workspace.role), does: roles(`${workspace.role}-does`) })
            : t('textNone')}
        </p>
        <p className="pt-2">{t(workspace ? 'mend' : 'mendNone')}</p>
      </BlankState>
    </div>
  );
}
