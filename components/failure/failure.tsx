'use client';

import { CloudOff, Lock, LogIn, ServerCrash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { CallFailed } from '#lib/api/call.ts';
import { SignInAgain } from './sign-in-again.tsx';

interface FailureProps {
  readonly error: Error | null;
  /** What could not be had, in the screen's own words. */
  readonly title: string;
  /** The same where the role does not allow it. */
  readonly refused?: string;
  readonly onRetry: () => void;
}

/** What stands in place of what could not be fetched: the session ended, the role does not allow it, it is not there, the network or we broke. */
export function Failure({ error, title, refused, onRetry }: FailureProps) {
  const t = useTranslations('problem');
  const problem = error instanceof CallFailed ? error.problem : null;
  if (problem?.status === 401) return <BlankState picture={LogIn} title={problem.title} actions={<SignInAgain />} />;
  if (problem?.status === 403) {
    return (
      <BlankState picture={Lock} title={refused ?? title}>
        {problem.title}
      </BlankState>
    );
  }
  return (
    <BlankState
      picture={problem ? ServerCrash : CloudOff}
      title={title}
      actions={problem?.status === 404 ? null : <Button onClick={onRetry}>{t('retry')}</Button>}
    >
      {problem?.title ?? t('offline')}
    </BlankState>
  );
}
