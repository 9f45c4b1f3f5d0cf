import { z } from 'zod';
import type { OwnPolicy } from '#lib/policy/own-policy.ts';
import type { Rule } from '#lib/policy/rule.ts';

/** Rules of one's own for every country and more: they are read with every turn. */
export const POLICY_BYTES = 256 * 1024;

/** What `PUT /policy` takes: which country's preset is in force (null: none), and the workspace's own rules, over the revision that was seen. */
export const savePolicySchema = z.strictObject({
  revision: z.number().int().nonnegative(),
  preset: z.string().nullable(),
  /** Read by `readOwnPolicy`, which names every place at fault. */
  own: z.unknown(),
});
export interface SavePolicy {
  readonly revision: number;
  readonly preset: string | null;
  readonly own: OwnPolicy;
}

/** What `GET /policy/report` takes: civil dates of the workspace, both included. */
export const policyReportSchema = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'The last date is before the first.' });

/** A country whose rules matter to the workspace: the one it chose, and those where its debtors live. */
export interface PolicyCountry {
  /** ISO 3166-1. */
  readonly code: string;
  readonly debtors: number;
  /** Null where there is no preset: only what holds everywhere is asked. */
  readonly rules: readonly Rule[] | null;
  readonly subdivisions: readonly { readonly code: string; readonly rules: readonly Rule[] }[];
  /** Public holidays of this and the next year, without the workspace's own days. */
  readonly holidays: readonly string[];
  readonly sources: readonly string[];
}

/** What `GET /policy` answers. */
export interface PolicyView {
  readonly revision: number;
  readonly preset: string | null;
  readonly own: OwnPolicy;
  /** Countries with a preset. */
  readonly choices: readonly string[];
  readonly countries: readonly PolicyCountry[];
  /** The civil date on which the presets were reviewed. */
  readonly reviewedOn: string;
  /** By the workspace's clock and zone. */
  readonly today: string;
}
