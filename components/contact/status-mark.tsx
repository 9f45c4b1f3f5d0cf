import { Ban, Check, CheckCheck, CircleHelp, Clock, type LucideIcon, MessageCircleReply, Send, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import type { ContactStatus } from '#lib/api/contact-statuses.ts';

const looks: Readonly<Record<ContactStatus, { readonly picture: LucideIcon; readonly colour: string; readonly ground: string }>> = {
  queued: { picture: Clock, colour: 'text-ink-2', ground: 'bg-sunken' },
  sent: { picture: Send, colour: 'text-brand-strong', ground: 'bg-brand-soft' },
  delivered: { picture: Check, colour: 'text-ok-text', ground: 'bg-ok/12' },
  read: { picture: CheckCheck, colour: 'text-ok-text', ground: 'bg-ok/12' },
  answered: { picture: MessageCircleReply, colour: 'text-ok-text', ground: 'bg-ok/12' },
  cancelled: { picture: Ban, colour: 'text-ink-2', ground: 'bg-sunken' },
  failed: { picture: TriangleAlert, colour: 'text-bad-text', ground: 'bg-bad/10' },
  unknown: { picture: CircleHelp, colour: 'text-warn-text', ground: 'bg-warn/12' },
};

/** How far a contact has come, in a picture and a word. `asBadge` gives it a ground of its own. */
export function StatusMark({ status, asBadge = false }: { readonly status: ContactStatus; readonly asBadge?: boolean }) {
  const t = useTranslations('status');
  const { picture: Picture, colour, ground } = looks[status];
  return (
    <span
      className={classes(
        'inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap font-medium',
        colour,
        asBadge ? `h-7 rounded-2xl px-2.5 text-sm ${ground}` : 'text-xs',
      )}
    >
      <Picture aria-hidden className="size-3.5" strokeWidth={2.1} />
      {t(status)}
    </span>
  );
}
