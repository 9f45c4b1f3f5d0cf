'use client';

import { useTranslations } from 'next-intl';
import { SignInAgain } from '#components/failure/sign-in-again.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed } from '#lib/api/call.ts';

/** Why something that was asked for did not happen, in place. */
export function StepFailed({ error }: { readonly error: Error | null }) {
  const sentences = useTranslations('problem');
  if (!error) return null;
  const problem = error instanceof CallFailed ? error.problem : null;
  return (
    <Notice tone="bad">
      <p className="font-medium">{problem?.title ?? sentences('offline')}</p>
      {problem?.problems?.map(({ path, message }) => (
        <p key={path + message}>{path === '$' || problem.code === 'import-mapping' ? message : `${path}: ${message}`}</p>
      ))}
      {problem?.status === 401 ? <SignInAgain /> : null}
    </Notice>
  );
}
