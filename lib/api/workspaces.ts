import { z } from 'zod';

/** The shape of `POST /workspaces`; what its fields may hold is checked by `wrongFields`. */
export const newWorkspaceSchema = z.strictObject({
  name: z.string().max(200),
  country: z.string().max(2),
  timezone: z.string().max(64),
  currency: z.string().max(3),
  startsOn: z.string().max(10),
  policy: z.enum(['country', 'none']).optional(),
  creationKey: z.string().min(8).max(64),
});
