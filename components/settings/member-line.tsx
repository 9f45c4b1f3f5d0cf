'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Member } from '#lib/api/people.ts';
import { changeRole, removePerson } from '#lib/api/people-route.ts';
import { ROLES, type Role } from '#lib/api/permissions.ts';
import { usePeopleChange } from './use-people-change.ts';

/** A person, their role, which can be changed in place, and the way out of the workspace. */
export function MemberLine({ member, isMe }: { readonly member: Member; readonly isMe: boolean }) {
  const [t, roles] = [useTranslations('settings'), useTranslations('role')];
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  // Whoever changes themselves may see this page no more: the server says.
  const afterwards = () => (isMe ? router.refresh() : undefined);
  const change = usePeopleChange((role: Role) => changeRole(member.id, role), afterwards);
  const remove = usePeopleChange(() => removePerson(member.id), afterwards);
  const { name } = member;
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-medium">
            {name} {isMe ? <span className="font-normal text-ink-3 text-sm">{t('me')}</span> : null}
          </p>
          <p className="truncate text-ink-2 text-sm">{member.email}</p>
        </div>
        <Select
          label={t('roleOf', { name })}
          value={change.isPending ? change.variables : member.role}
          disabled={change.isPending}
          onChange={({ target }) => {
            const role = ROLES.find((one) => one === target.value);
            if (role) change.mutate(role);
          }}
          options={ROLES.map((role) => ({ value: role, label: roles(role) }))}
          className="w-48"
        />
        <Button look="quiet" size="small" onClick={() => setIsAsking(true)} aria-label={t('removeOf', { name })} className="max-lg:h-10">
          {t('remove')}
        </Button>
      </div>
      {isAsking ? (
        <div
          role="alertdialog"
          aria-label={t('removeAsk', { name })}
          className="flex flex-wrap items-center gap-2 rounded-lg bg-sunken px-3 py-2"
        >
          <p className="min-w-0 flex-1 basis-56 text-sm">
            {t('removeAsk', { name })} {t('removeMeans')}
          </p>
          <Button size="small" autoFocus onClick={() => setIsAsking(false)}>
            {t('keep')}
          </Button>
          <Button size="small" look="danger" disabled={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {t('removeYes')}
          </Button>
        </div>
      ) : null}
      {(change.fault ?? remove.fault) ? (
        <p role="alert" className="text-bad-text text-sm">
          {change.fault ?? remove.fault}
        </p>
      ) : null}
      <span role="status" className="sr-only">
        {change.isSuccess ? t('roleChanged', { name, role: roles(member.role) }) : null}
      </span>
    </li>
  );
}
