'use client';

import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import { ACCOUNT_FIELDS, type AccountField, type NewAccount, PASSWORD_LENGTH, wrongAccountFields } from '#lib/api/new-account.ts';

interface JoinFormProps {
  readonly token: string;
  /** Whoever is signed in joins as themselves; null: with a new account, or by signing in first. */
  readonly person: { readonly name: string; readonly email: string } | null;
}

/** The button by which one joins; for whoever has no account, with the form that makes it. */
export function JoinForm({ token, person }: JoinFormProps) {
  const [t, words] = [useTranslations('invite'), useTranslations('signIn')];
  const { join, failure, isBusy, wrong, setWrong } = useJoin(token);
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (person) return void join(null);
    const fields = new FormData(event.currentTarget);
    const account = { name: String(fields.get('name')), email: String(fields.get('email')), password: String(fields.get('password')) };
    const found = wrongAccountFields(account);
    setWrong(found);
    const first = found[0] && form.current?.elements.namedItem(found[0]);
    if (first instanceof HTMLElement) first.focus();
    if (found.length === 0) void join(account);
  }

  const faultOf = (field: AccountField) => (wrong.includes(field) ? t(`wrong-${field}`, PASSWORD_LENGTH) : null);
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      {person ? (
        <p className="text-ink-2">{t('as', person)}</p>
      ) : (
        <>
          <TextField label={t('name')} name="name" autoComplete="name" maxLength={80} fault={faultOf('name')} />
          <TextField
            label={words('email')}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            fault={faultOf('email')}
          />
          <TextField
            label={words('password')}
            name="password"
            type="password"
            autoComplete="new-password"
            maxLength={PASSWORD_LENGTH.most}
            fault={faultOf('password')}
          />
        </>
      )}
      <Button type="submit" look="primary" size="large" disabled={isBusy} className="mt-1">
        {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
        {t(isBusy ? 'joining' : person ? 'join' : 'joinNew')}
      </Button>
      <p className="text-center text-ink-2 text-sm">
        <a className="underline" href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`} hidden={person !== null}>
          {t('haveAccount')}
        </a>
      </p>
    </form>
  );
}

function useJoin(token: string) {
  const problems = useTranslations('problem');
  const [wrong, setWrong] = useState<readonly AccountField[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function join(account: NewAccount | null): Promise<void> {
    setIsBusy(true);
    setFailure(null);
    try {
      const body = JSON.stringify({ token, ...(account ? { account } : {}) });
      await call('/api/v1/join', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
      // A whole new page: nothing of a former person's session stays in memory.
      window.location.assign('/');
    } catch (error) {
      const problem = error instanceof CallFailed ? error.problem : null;
      const paths = problem?.problems?.map(({ path }) => path) ?? [];
      setWrong(ACCOUNT_FIELDS.filter((field) => paths.includes(`$.account.${field}`)));
      setFailure(problem?.title ?? problems('offline'));
      setIsBusy(false);
    }
  }
  return { join, failure, isBusy, wrong, setWrong };
}
