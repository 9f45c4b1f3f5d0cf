import {
  AudioLines,
  Bell,
  ClipboardCheck,
  Flag,
  Hourglass,
  ListOrdered,
  LogIn,
  type LucideIcon,
  Mail,
  MailOpen,
  MapPin,
  MessageCircle,
  MessageSquareText,
  Phone,
  Split,
  UserRoundCheck,
  Zap,
} from 'lucide-react';
import { bindNode, type JourneyNode, type NodeType } from '#lib/journey/nodes/index.ts';

const BY_TYPE: { readonly [K in NodeType]: LucideIcon } = {
  entry: LogIn,
  message: Mail,
  task: Phone,
  wait: Hourglass,
  waitEvent: Zap,
  split: Split,
  exit: Flag,
};

const BY_MEANS: Readonly<Record<string, LucideIcon>> = {
  email: Mail,
  sms: MessageSquareText,
  whatsapp: MessageCircle,
  push: Bell,
  voice: AudioLines,
  letter: MailOpen,
  preferred: UserRoundCheck,
  first: ListOrdered,
  call: Phone,
  visit: MapPin,
  review: ClipboardCheck,
};

/** The picture of a node type. */
export function pictureOfType(type: NodeType): LucideIcon {
  return BY_TYPE[type];
}

/** The picture of a node: of that by which it reaches people, else of its type. */
export function pictureOf(node: JourneyNode): LucideIcon {
  const { by } = bindNode(node).card;
  return (by === null ? undefined : BY_MEANS[by]) ?? BY_TYPE[node.type];
}
