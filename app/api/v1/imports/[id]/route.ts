import { answerCall } from '#lib/server/api-call.ts';
import { discardFile } from '#lib/server/import-steps.ts';
import { importDetail } from '#lib/server/imports.ts';

interface Place {
  readonly params: Promise<{ id: string }>;
}

/** One import, with what its file looks like and what became of it. */
export function GET(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'portfolio.import', async ({ db, session }) => importDetail(db, session.workspace, Number((await params).id)));
}

/** Takes away a file that was never written. */
export function DELETE(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'portfolio.import', async (call) => discardFile(call, Number((await params).id)));
}
