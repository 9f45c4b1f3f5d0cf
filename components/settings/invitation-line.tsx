'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { Invitation } from '#lib/api/people.ts';
import { revokeInvitation } from '#lib/api/people-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { usePeopleChange } from './use-people-change.ts';

/** A link that waits to be used, and the way to make it worthless. */
export function InvitationLine({ invitation }: { readonly invitation: Invitation }) {
  const [t, roles, dates] = [useTranslations('settings'), useTranslations('role'), useTranslations('date')];
  const revoke = usePeopleChange(() => revokeInvitation(invitation.id));
  const { role, note, by, isExpired } = invitation;
  const expires = civilDate(dates, invitation.expiresOn, 'short');
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-medium">{note ?? t('noNote')}</p>
          <p className="text-ink-2 text-sm">
            {roles(role)}
            {by ? ` · ${t('madeBy', { name: by, date: civilDate(dates, invitation.madeOn, 'day') })}` : null}
          </p>
        </div>
        <p className={isExpired ? 'text-sm text-warn-text' : 'text-ink-3 text-sm'}>
          {t(isExpired ? 'expired' : 'expires', { date: expires })}
        </p>
        <Button
          look="quiet"
          size="small"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate(undefined)}
          aria-label={t('revokeOf', { name: note ?? roles(role) })}
          className="max-lg:h-10"
        >
          {t('revoke')}
        </Button>
      </div>
      {revoke.fault ? (
        <p role="alert" className="text-bad-text text-sm">
          {revoke.fault}
        </p>
      ) : null}
    </li>
  );
}
