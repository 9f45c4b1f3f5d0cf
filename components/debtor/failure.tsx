'use client';

import { CloudOff, LogIn, ServerCrash, UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { CallFailed } from '#lib/api/call.ts';

/** What stands in place of what could not be fetched: the session ended, there is nobody such, the network or we broke. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useTranslations('debtors');
  const problems = useTranslations('problem');
  const problem = error instanceof CallFailed ? error.problem : null;
  if (problem?.status === 401) {
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    return (
      <BlankState
        picture={LogIn}
        title={problem.title}
        actions={
          <Button asChild look="primary">
            <a href={`/sign-in?next=${here}`}>{t('signIn')}</a>
          </Button>
        }
      />
    );
  }
  if (problem?.status === 404) return <BlankState picture={UserX} title={problem.title} />;
  return (
    <BlankState
      picture={problem ? ServerCrash : CloudOff}
      title={t('brokenTitle')}
      actions={<Button onClick={onRetry}>{t('retry')}</Button>}
    >
      {problem?.title ?? problems('offline')}
    </BlankState>
  );
}
