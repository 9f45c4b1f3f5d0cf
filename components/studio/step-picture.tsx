import { ClipboardCheck, ListOrdered, type LucideIcon, MapPin, Phone, UserRoundCheck } from 'lucide-react';
import { channelIcon } from '#components/icon/channel-icon.ts';
import { STEP_ICONS } from '#components/icon/step-icon.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { bindNode, type JourneyNode } from '#lib/journey/nodes/index.ts';

/** By what else than one channel a step reaches people. */
const BY_MEANS: Readonly<Record<string, LucideIcon>> = {
  preferred: UserRoundCheck,
  first: ListOrdered,
  call: Phone,
  visit: MapPin,
  review: ClipboardCheck,
};

/** The picture of a node: of that by which it reaches people, else of its type. */
export function pictureOf(node: JourneyNode): LucideIcon {
  const { by } = bindNode(node).card;
  if (by === null) return STEP_ICONS[node.type];
  return CHANNELS.some((channel) => channel === by) ? channelIcon(by) : (BY_MEANS[by] ?? STEP_ICONS[node.type]);
}
