'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { CallFailed } from '#lib/api/call.ts';
import { invite, PEOPLE_KEY } from '#lib/api/people-route.ts';
import { ROLES, type Role } from '#lib/api/permissions.ts';
import { FreshText } from './fresh-text.tsx';

/** Makes a link for a role, and shows it this once. */
export function InvitationForm() {
  const [t, roles, problems] = [useTranslations('settings'), useTranslations('role'), useTranslations('problem')];
  const memory = useQueryClient();
  const [role, setRole] = useState<Role>('marketer');
  const make = useMutation({ mutationFn: invite, onSettled: () => memory.invalidateQueries({ queryKey: PEOPLE_KEY }) });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note')).trim();
    make.mutate({ role, ...(note ? { note } : {}) });
    event.currentTarget.reset();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('inviteRole')}
          value={role}
          onChange={({ target }) => setRole(ROLES.find((one) => one === target.value) ?? role)}
          options={ROLES.map((one) => ({ value: one, label: roles(one) }))}
          hint={roles(`${role}-does`)}
        />
        <TextField label={t('inviteNote')} name="note" maxLength={80} autoComplete="off" />
      </div>
      <Button type="submit" look="primary" disabled={make.isPending} className="self-start">
        <Link2 aria-hidden className="size-4" />
        {t('inviteMake')}
      </Button>
      {make.error ? (
        <p role="alert" className="text-bad-text text-sm">
          {make.error instanceof CallFailed && make.error.problem ? make.error.problem.title : problems('offline')}
        </p>
      ) : null}
      <div role="status">
        {make.data ? (
          <FreshText
            id="fresh-link"
            label={t('freshLink')}
            value={new URL(make.data.path, window.location.origin).href}
            once={t('freshLinkOnce')}
          />
        ) : null}
      </div>
    </form>
  );
}
