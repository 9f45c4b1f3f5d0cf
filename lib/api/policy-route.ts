import { call } from './call.ts';
import type { PolicyView, SavePolicy } from './policy.ts';

/** Under what the contact policy of the open workspace is remembered. */
export const POLICY_KEY = ['policy'] as const;

/** The contact policy and the presets of the countries that matter. Throws CallFailed, as does `savePolicy`. */
export function readPolicy(signal?: AbortSignal): Promise<PolicyView> {
  return call('/api/v1/policy', signal ? { signal } : {});
}

/** Saves the policy over the revision that was seen. */
export function savePolicy(input: SavePolicy): Promise<PolicyView> {
  return call('/api/v1/policy', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
}

/** The address of the report of these civil dates, both included, as a CSV file. */
export function policyReportUrl(from: string, to: string): string {
  return `/api/v1/policy/report?${new URLSearchParams({ from, to })}`;
}
