import { z } from 'zod';
import { isInnerHost } from '#lib/base/inner-host.ts';
import type { Move, NodeDefinition, SettingProblem, StepContext } from './node-definition.ts';

const configSchema = z.strictObject({ url: z.string(), body: z.string(), timeoutSeconds: z.number() });
export type WebhookConfig = z.infer<typeof configSchema>;

/** Longer than this no answer is waited for. */
export const MAX_SECONDS = 60;

/**
 * Calls another system (journey.md section 5). In a live run the call is delivered beside it, with retries, and the run waits for
 * what becomes of it. In test mode and in a simulation nothing leaves the house: the call is noted in the trace and answered `ok`.
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
    const reason = faultOfAddress(url);
    return [
      ...(reason === null ? [] : [{ code: 'unknown-template', path: 'url', reason } satisfies SettingProblem]),
      ...(isSpan ? [] : [{ code: 'bad-time', path: 'timeoutSeconds' } satisfies SettingProblem]),
    ];
  },
  prepare: (config) => ({ run: (here) => callOut(config, here) }),
};

function callOut({ url, body, timeoutSeconds }: WebhookConfig, { callsOut, actedAt, answer, facts }: StepContext): Move {
  // A run that called before its workspace was one that does not is left to its answer all the same.
  if (actedAt === null && !callsOut) return { kind: 'leave', handle: 'ok', why: { url, called: false } };
  if (actedAt !== null)
    return answer === null ? { kind: 'wait', until: null, actedAt } : { kind: 'leave', handle: answer, why: { url, called: true } };
  const effect = { kind: 'call-out' as const, url, body, timeoutSeconds };
  return { kind: 'wait', until: null, actedAt: facts.now, effect, why: { url, called: true } };
}

type AddressFault = Extract<SettingProblem, { code: 'unknown-template' }>['reason'];

/** What keeps an address from being called; null where nothing does that is seen in it. */
function faultOfAddress(text: string): AddressFault | null {
  const url = URL.parse(text);
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb || url.username !== '' || url.password !== '') return 'url';
  if (isInnerHost(url.hostname)) return 'inner-url';
  return url.protocol === 'https:' ? null : 'insecure-url';
}
