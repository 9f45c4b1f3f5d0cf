import { z } from 'zod';

/** What `POST /clock` takes: an instant, or how far: one local day of the workspace, or the next instant at which something is due. */
export const moveClockSchema = z.union([
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance: z.enum(['day', 'next']) }),
]);
export type MoveClock = z.infer<typeof moveClockSchema>;

/** What a test workspace's clock shows, and when something is due next; null where nothing is. */
export const clockSchema = z.object({ now: z.iso.datetime(), next: z.iso.datetime().nullable() });
export type Clock = z.infer<typeof clockSchema>;
