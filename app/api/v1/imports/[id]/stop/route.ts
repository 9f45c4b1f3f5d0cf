import { answerCall, isForeign } from '#lib/server/api-call.ts';
import { watchedJob } from '#lib/server/import-jobs.ts';
import { stopImport } from '#lib/server/import-steps.ts';

/** Stops a check or an import; of an import nothing is left. As for progress, whoever began it is answered from memory. */
export async function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  const id = Number((await params).id);
  const job = isForeign(request) ? null : watchedJob(request, id);
  if (!job) return answerCall(request, 'portfolio.import', (call) => stopImport(call, id));
  job.stop.abort();
  return Response.json({ id, status: 'running', progress: job.progress }, { headers: { 'Cache-Control': 'private, no-store' } });
}
