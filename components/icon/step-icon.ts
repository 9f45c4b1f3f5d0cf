import {
  Flag,
  FlaskConical,
  Handshake,
  Hourglass,
  LogIn,
  type LucideIcon,
  Mail,
  PencilLine,
  Phone,
  Redo2,
  Sparkles,
  Split,
  Ticket,
  Webhook,
  Zap,
} from 'lucide-react';
import type { NodeType } from '#lib/journey/nodes/index.ts';

/** A type of step looks alike in the palette, on the canvas and in pictures of journeys. */
export const STEP_ICONS: { readonly [K in NodeType]: LucideIcon } = {
  entry: LogIn,
  message: Mail,
  offer: Handshake,
  task: Phone,
  wait: Hourglass,
  waitEvent: Zap,
  split: Split,
  experiment: FlaskConical,
  bestAction: Sparkles,
  capacity: Ticket,
  update: PencilLine,
  webhook: Webhook,
  handover: Redo2,
  exit: Flag,
};
