'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Failure } from '#components/failure/failure.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { PEOPLE_KEY, readPeople } from '#lib/api/people-route.ts';
import { InvitationForm } from './invitation-form.tsx';
import { InvitationLine } from './invitation-line.tsx';
import { MemberLine } from './member-line.tsx';

/** Who belongs to the workspace, and the links by which others join. */
export function PeopleScreen({ myId }: { readonly myId: string }) {
  const t = useTranslations('settings');
  const people = useQuery({ queryKey: PEOPLE_KEY, queryFn: ({ signal }) => readPeople(signal) });
  if (people.isPending) return <Skeleton className="h-40 rounded-xl" />;
  if (!people.data) return <Failure title={t('broken')} error={people.error} onRetry={() => void people.refetch()} />;
  const { members, invitations } = people.data;
  return (
    <>
      <section aria-labelledby="people" className="flex flex-col gap-3">
        <h2 id="people" className="font-semibold text-lg">
          {t('people')} <span className="font-normal text-ink-3 text-sm">{t('count', { count: members.length })}</span>
        </h2>
        <ul aria-labelledby="people" className="divide-y rounded-xl border bg-surface shadow-1">
          {members.map((member) => (
            <MemberLine key={member.id} member={member} isMe={member.id === myId} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="invitations" className="flex flex-col gap-3">
        <div className="flex flex-col gap-0.5">
          <h2 id="invitations" className="font-semibold text-lg">
            {t('invitations')}
          </h2>
          <p className="text-ink-2">{t('invitationsLead')}</p>
        </div>
        <InvitationForm />
        {invitations.length > 0 ? (
          <ul aria-label={t('openLinks')} className="divide-y rounded-xl border bg-surface shadow-1">
            {invitations.map((invitation) => (
              <InvitationLine key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        ) : null}
      </section>
    </>
  );
}
