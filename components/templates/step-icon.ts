import {
  Bell,
  Flag,
  GitFork,
  Hourglass,
  LogIn,
  type LucideIcon,
  Mail,
  Mailbox,
  MessageCircle,
  MessageSquare,
  Phone,
  Send,
  TimerReset,
} from 'lucide-react';
import type { PictureCard } from '#lib/journey/picture.ts';

const channels: Readonly<Record<NonNullable<PictureCard['channel']>, LucideIcon>> = {
  email: Mail,
  sms: MessageSquare,
  whatsapp: MessageCircle,
  push: Bell,
  voice: Phone,
  letter: Mailbox,
};

const types: Readonly<Record<PictureCard['type'], LucideIcon>> = {
  entry: LogIn,
  message: Send,
  task: Phone,
  wait: Hourglass,
  waitEvent: TimerReset,
  split: GitFork,
  exit: Flag,
};

/** The sign of a step: a message that goes by one channel has that channel's. */
export function stepIcon({ type, channel }: Pick<PictureCard, 'type' | 'channel'>): LucideIcon {
  return channel ? channels[channel] : types[type];
}
