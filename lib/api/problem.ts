import { z } from 'zod';

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
});
export type ProblemDocument = z.infer<typeof problemSchema>;
