import type { NodeType } from '#lib/journey/nodes/index.ts';
import { BestActionForm } from './best-action-form.tsx';
import { CapacityForm } from './capacity-form.tsx';
import { EntryForm } from './entry-form.tsx';
import { ExitForm } from './exit-form.tsx';
import { ExperimentForm } from './experiment-form.tsx';
import { HandoverForm } from './handover-form.tsx';
import { MessageForm } from './message-form.tsx';
import type { NodeForm } from './node-form.ts';
import { OfferForm } from './offer-form.tsx';
import { SplitForm } from './split-form.tsx';
import { TaskForm } from './task-form.tsx';
import { UpdateForm } from './update-form.tsx';
import { WaitEventForm } from './wait-event-form.tsx';
import { WaitForm } from './wait-form.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** The form of each node type; a type without one does not compile. */
export const nodeForms: { readonly [K in NodeType]: NodeForm<K> } = {
  entry: EntryForm,
  message: MessageForm,
  offer: OfferForm,
  task: TaskForm,
  wait: WaitForm,
  waitEvent: WaitEventForm,
  split: SplitForm,
  experiment: ExperimentForm,
  bestAction: BestActionForm,
  capacity: CapacityForm,
  update: UpdateForm,
  webhook: WebhookForm,
  handover: HandoverForm,
  exit: ExitForm,
};
