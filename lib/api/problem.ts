import { z } from 'zod';
import type { Finding } from '#lib/journey/finding.ts';

/** What a refused call answers with (RFC 9457), as `application/problem+json`. */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  /** A word for machines: `signed-out`, `not-allowed`, `bad-request`, `not-found`, `too-many-attempts`, `broken`. */
  code: z.string(),
  status: z.number().int(),
  /** A sentence in the reader's language. */
  title: z.string(),
  /** The JSON paths at fault, each with its mend. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Of `revision-conflict`: what is stored instead, and who stored it when. `by` is null where no person did; `mine`: the same person, elsewhere. */
  conflict: z.object({ revision: z.number().int(), at: z.iso.datetime(), by: z.string().nullable(), mine: z.boolean() }).optional(),
  /** Of `other-workspace`: the names of the one that is open (null: none is) and of the one the page was drawn for (null: the person belongs to it no more). */
  workspace: z.object({ open: z.string().nullable(), drawnFor: z.string().nullable() }).optional(),
  /** Of `journey-has-errors`: everything found, errors first. */
  findings: z.array(z.custom<Finding>()).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;
