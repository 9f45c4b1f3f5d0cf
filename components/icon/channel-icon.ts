import { AudioLines, Bell, type LucideIcon, Mail, Mailbox, MessageCircle, MessageSquareText } from 'lucide-react';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';

/** A channel looks alike on every screen. */
const ICONS: Readonly<Record<Channel, LucideIcon>> = {
  email: Mail,
  sms: MessageSquareText,
  whatsapp: MessageCircle,
  push: Bell,
  voice: AudioLines,
  letter: Mailbox,
};

/** The sign of a channel by its name, as a contact keeps it; a letter's for a name that is none. */
export function channelIcon(name: string): LucideIcon {
  const channel = CHANNELS.find((one) => one === name);
  return channel ? ICONS[channel] : Mail;
}
