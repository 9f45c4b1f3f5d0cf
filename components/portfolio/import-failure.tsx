'use client';

import { CloudOff, Lock, LogIn, ServerCrash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed } from '#lib/api/call.ts';

/** What stands in place of what could not be fetched: the session ended, the role does not allow it, the network or we broke. */
export function ImportFailure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useTranslations('importing');
  const sentences = useTranslations('problem');
  const problem = error instanceof CallFailed ? error.problem : null;
  if (problem?.status === 401) {
    return (
      <BlankState picture={LogIn} title={problem.title} actions={<SignInAgain />}>
        {null}
      </BlankState>
    );
  }
  if (problem?.status === 403) {
    return (
      <BlankState picture={Lock} title={t('refusedPage')}>
        {problem.title}
      </BlankState>
    );
  }
  return (
    <BlankState
      picture={problem ? ServerCrash : CloudOff}
      title={t('brokenTitle')}
      actions={problem?.status === 404 ? null : <Button onClick={onRetry}>{t('retry')}</Button>}
    >
      {problem?.title ?? sentences('offline')}
    </BlankState>
  );
}

/** Why something that was asked for did not happen, in place. */
export function StepFailed({ error }: { readonly error: Error | null }) {
  const sentences = useTranslations('problem');
  if (!error) return null;
  const problem = error instanceof CallFailed ? error.problem : null;
  return (
    <Notice tone="bad">
      <p className="font-medium">{problem?.title ?? sentences('offline')}</p>
      {problem?.problems?.map(({ path, message }) => (
        <p key={path + message}>{path === '$' ? message : `${path}: ${message}`}</p>
      ))}
      {problem?.status === 401 ? <SignInAgain /> : null}
    </Notice>
  );
}

function SignInAgain() {
  const t = useTranslations('importing');
  const here = typeof window === 'undefined' ? '' : encodeURIComponent(window.location.pathname);
  return (
    <Button asChild look="primary" size="small">
      <a href={`/sign-in?next=${here}`}>{t('signIn')}</a>
    </Button>
  );
}
