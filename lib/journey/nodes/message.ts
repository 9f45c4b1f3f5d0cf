import { z } from 'zod';
import { takesTime } from '../when.ts';
import type { NodeDefinition } from './node-definition.ts';
import { telling, tellingCard, tellingFields, tellingMessage, tellingProblems, tellingShape } from './telling.ts';

const configSchema = z.strictObject(tellingShape);
export type MessageConfig = z.infer<typeof configSchema>;

/** Queues one contact by the channel that serves, or leaves by `notSent` and says why (journey.md section 6). */
export const messageNode: NodeDefinition<MessageConfig> = {
  config: configSchema,
  defaults: { when: { kind: 'now' }, channel: { mode: 'preferred', else: ['email', 'sms'] }, template: '' },
  card: tellingCard,
  handles: () => [
    { id: 'sent', optional: false },
    { id: 'notSent', optional: true },
  ],
  timing: (config) => config,
  takesTime: (config) => takesTime(config.when),
  predicates: () => [],
  fields: tellingFields,
  problems: tellingProblems,
  message: tellingMessage,
  tells: true,
  prepare: (config) => ({
    run: (here) => {
      const told = telling(config, here);
      if (told.kind === 'wait') return told;
      if (told.kind === 'withheld') return { kind: 'leave', handle: 'notSent', reason: told.reason, why: told.why };
      return { kind: 'leave', handle: 'sent', effect: told.effect, why: told.why };
    },
  }),
};
