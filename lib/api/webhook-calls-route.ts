import { call } from './call.ts';
import type { CallsStanding, SecretMade } from './webhook-calls.ts';

/** Under what the calls of the open workspace are remembered. */
export const CALLS_KEY = ['calls'] as const;

/** How calls to other systems are signed and which are stuck. Throws CallFailed, as `makeSecret` does. */
export function readCalls(signal?: AbortSignal): Promise<CallsStanding> {
  return call('/api/v1/workspace/calls', signal ? { signal } : {});
}

/** Makes a new secret; the one before signs beside it for a day. */
export function makeSecret(): Promise<SecretMade> {
  return call('/api/v1/workspace/calls/secret', { method: 'POST' });
}
