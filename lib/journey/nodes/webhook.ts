import { z } from 'zod';
import type { NodeDefinition, SettingProblem } from './node-definition.ts';

const configSchema = z.strictObject({ url: z.string(), body: z.string(), timeoutSeconds: z.number() });
export type WebhookConfig = z.infer<typeof configSchema>;

/** Longer than this no answer is waited for. */
export const MAX_SECONDS = 60;

/**
 * Calls another system (journey.md section 5). In test mode and in a simulation nothing leaves the house: the call is noted in the
 * trace and answered `ok` at once. Where calls are to leave and cannot, it goes on by `failed`.
 */
export const webhookNode: NodeDefinition<WebhookConfig> = {
  config: configSchema,
  defaults: { url: '', body: '{ "account": "{{ account.id }}" }', timeoutSeconds: 10 },
  card: ({ url }) => ({ by: null, chip: null, says: [{ kind: 'url', url }] }),
  handles: () => [
    { id: 'ok', optional: false },
    { id: 'failed', optional: true },
  ],
  takesTime: () => false,
  predicates: () => [],
  problems: ({ url, timeoutSeconds }) => {
    const isSpan = Number.isInteger(timeoutSeconds) && timeoutSeconds > 0 && timeoutSeconds <= MAX_SECONDS;
    return [
      ...(isAddress(url) ? [] : [{ code: 'unknown-template', path: 'url', reason: 'url' } satisfies SettingProblem]),
      ...(isSpan ? [] : [{ code: 'bad-time', path: 'timeoutSeconds' } satisfies SettingProblem]),
    ];
  },
  prepare: ({ url }) => ({
    run: ({ callsOut }) => ({ kind: 'leave', handle: callsOut ? 'failed' : 'ok', why: { url, called: false } }),
  }),
};

/** True for an address on the web, without a user and password in it. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
}
