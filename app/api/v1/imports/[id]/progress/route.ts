import { answerCall } from '#lib/server/api-call.ts';
import { watchedJob } from '#lib/server/import-jobs.ts';
import { importPulse } from '#lib/server/imports.ts';

/** How far an import is. While it holds the embedded database's only connection, whoever began it is answered from memory. */
export async function GET(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  const id = Number((await params).id);
  const job = watchedJob(request, id);
  if (job) return Response.json({ id, status: 'running', progress: job.progress }, { headers: { 'Cache-Control': 'private, no-store' } });
  return answerCall(request, 'portfolio.import', ({ db, session }) => importPulse(db, session.workspace, id));
}
