import { z } from 'zod';

/** What `POST /session` takes, as a form or as JSON. `next` is where to go afterwards: a path of this site. */
export const signInSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(128),
  next: z.string().max(2_000).optional(),
});
export type SignIn = z.infer<typeof signInSchema>;

/** The path where it stays on this site, else the front door: `//elsewhere.example` and `\\elsewhere` are other sites. */
export function safeNext(next: string | null | undefined): string {
  const home = 'http://here.invalid';
  if (!next?.startsWith('/') || URL.parse(next, home)?.origin !== home) return '/';
  return next;
}
