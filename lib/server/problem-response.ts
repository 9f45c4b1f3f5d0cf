import 'server-only';
import type { ProblemDocument } from '#lib/api/problem.ts';

/** A refusal as RFC 9457 wants it. `headers` adds to the answer's own, as `Retry-After`. */
export function problemResponse(problem: Omit<ProblemDocument, 'type'>, headers: Record<string, string> = {}): Response {
  const document: ProblemDocument = { type: 'about:blank', ...problem };
  return Response.json(document, {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}
