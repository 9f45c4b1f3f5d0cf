import { signIn } from '#lib/server/sign-in.ts';

/** Signs in, with a form or with JSON. */
export function POST(request: Request): Promise<Response> {
  return signIn(request);
}
