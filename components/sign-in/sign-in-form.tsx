'use client';

import { Eye, EyeOff, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed, call } from '#lib/api/call.ts';

/** E-mail and password. With script it says at once what was wrong; without, it is a plain form that comes back with the answer. */
export function SignInForm({ next, problem }: { readonly next: string; readonly problem: string | null }) {
  const t = useTranslations('signIn');
  const [fault, setFault] = useState(problem);
  const [isBusy, setIsBusy] = useState(false);
  const [isShown, setIsShown] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsBusy(true);
    setFault(null);
    try {
      const body = JSON.stringify(Object.fromEntries(new FormData(event.currentTarget)));
      const answer = await call<{ next: string }>('/api/v1/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      // A whole new page: nothing of a former person's session stays in memory.
      window.location.assign(answer.next);
    } catch (error) {
      setFault(error instanceof CallFailed && error.problem ? error.problem.title : t('offline'));
      setIsBusy(false);
    }
  }

  return (
    <form method="post" action="/api/v1/session" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {fault ? <Notice tone="bad">{fault}</Notice> : null}
      <input type="hidden" name="next" value={next} />
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
      />
      <TextField
        label={t('password')}
        name="password"
        type={isShown ? 'text' : 'password'}
        autoComplete="current-password"
        required
        maxLength={128}
        end={
          <IconButton label={t(isShown ? 'hide' : 'show')} aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? <EyeOff aria-hidden className="size-4.5" /> : <Eye aria-hidden className="size-4.5" />}
          </IconButton>
        }
      />
      <Button type="submit" look="primary" size="large" disabled={isBusy} className="mt-1">
        {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
        {t(isBusy ? 'submitting' : 'submit')}
      </Button>
    </form>
  );
}
