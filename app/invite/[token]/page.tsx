import { CircleCheck, Clock, LinkIcon, type LucideIcon, TicketCheck, TicketX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { JoinForm } from '#components/sign-in/join-form.tsx';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { Logo } from '#components/ui/logo.tsx';
import { appDatabase } from '#lib/db/client.ts';
import { type MetInvitation, meetInvitation } from '#lib/server/invitations.ts';
import { currentSession } from '#lib/server/session.ts';

interface InvitePageProps {
  readonly params: Promise<{ readonly token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it goes nowhere with a link or a picture from here.
  return { title: (await getTranslations('invite'))('title'), referrer: 'no-referrer' };
}

/** Where a link of invitation leads. Looking changes nothing, since chats open links on their own; one joins by a button. */
export default async function InvitePage({ params }: InvitePageProps) {
  const { token } = await params;
  const session = await currentSession();
  const met = await meetInvitation(await appDatabase(), token, session?.person.id ?? null);
  if (met?.state !== 'open') {
    return (
      <Frame>
        <Closed state={met?.state ?? 'wrong'} workspace={met?.workspace ?? ''} isSignedIn={session !== null} />
      </Frame>
    );
  }
  const [{ invite, signIn, problem }, t, roles] = await Promise.all([getMessages(), getTranslations('invite'), getTranslations('role')]);
  return (
    <Frame>
      <div className="mx-auto flex w-full max-w-sm flex-col gap-6 py-10">
        <div className="flex flex-col gap-1.5">
          <h1 className="text-balance font-semibold text-2xl tracking-tight">{t('heading', { workspace: met.workspace })}</h1>
          <p className="text-ink-2">{met.by ? t('invitedBy', { name: met.by }) : t('invited')}</p>
        </div>
        <dl className="rounded-xl border bg-surface px-4 py-3 shadow-1">
          <dt className="label-caps">{t('role')}</dt>
          <dd>
            <span className="font-semibold">{roles(met.role)}</span>
            <span className="block text-ink-2 text-sm">{roles(`${met.role}-does`)}</span>
          </dd>
        </dl>
        <NextIntlClientProvider messages={{ invite, signIn, problem }}>
          <JoinForm token={token} person={session && { name: session.person.name, email: session.person.email }} />
        </NextIntlClientProvider>
      </div>
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col px-5 py-5 sm:px-10">
      <Logo className="size-8" />
      <div className="flex flex-1 flex-col justify-center">{children}</div>
    </main>
  );
}

type ClosedState = Exclude<MetInvitation['state'], 'open'> | 'wrong';

const PICTURES: Readonly<Record<ClosedState, LucideIcon>> = {
  used: TicketCheck,
  expired: Clock,
  revoked: TicketX,
  member: CircleCheck,
  wrong: LinkIcon,
};

/** What a link says that leads nowhere, and what to do about it. */
async function Closed({
  state,
  workspace,
  isSignedIn,
}: {
  readonly state: ClosedState;
  readonly workspace: string;
  readonly isSignedIn: boolean;
}) {
  const t = await getTranslations('invite');
  return (
    <BlankState
      isHeading
      picture={PICTURES[state]}
      title={t(`${state}Title`, { workspace })}
      actions={
        <Button asChild look="primary">
          {isSignedIn ? <Link href="/">{t('home')}</Link> : <Link href="/sign-in">{t('signIn')}</Link>}
        </Button>
      }
    >
      {t(`${state}Text`)}
    </BlankState>
  );
}
