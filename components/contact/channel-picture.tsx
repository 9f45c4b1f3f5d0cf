import { Bell, type LucideIcon, Mail, Mailbox, MessageCircle, MessageSquare, Phone } from 'lucide-react';
import { classes } from '#components/ui/classes.ts';

const pictures: Readonly<Record<string, LucideIcon>> = {
  email: Mail,
  sms: MessageSquare,
  whatsapp: MessageCircle,
  push: Bell,
  voice: Phone,
  letter: Mailbox,
};

/** A channel's picture in its tile; its name stands in words nearby. */
export function ChannelPicture({ channel, className }: { readonly channel: string; readonly className?: string }) {
  const Picture = pictures[channel] ?? Mail;
  return (
    <span aria-hidden className={classes('grid size-8 shrink-0 place-items-center rounded-md bg-sunken text-ink-2', className)}>
      <Picture className="size-4" strokeWidth={1.9} />
    </span>
  );
}
