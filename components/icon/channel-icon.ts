import { AudioLines, Bell, DoorOpen, type LucideIcon, Mail, Mailbox, MessageCircle, MessageSquareText, Phone } from 'lucide-react';
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

/** The sign of a channel by its name, as a contact keeps it; a person's calls and visits have their own, and a name that is none a letter's. */
export function channelIcon(name: string): LucideIcon {
  const channel = CHANNELS.find((one) => one === name);
  if (channel) return ICONS[channel];
  return name === 'call' ? Phone : name === 'visit' ? DoorOpen : Mail;
}
