import { answerCall } from '#lib/server/api-call.ts';
import { receiveFile } from '#lib/server/import-steps.ts';
import { importPage } from '#lib/server/imports.ts';

/** The workspace's imports, newest first. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'portfolio.import', ({ db, session }) =>
    importPage(db, session.workspace, new URL(request.url).searchParams.get('cursor')),
  );
}

/** Takes in a file: its bytes are the body, its name stands in the address. */
export function POST(request: Request): Promise<Response> {
  return answerCall(request, 'portfolio.import', (call) => receiveFile(call, request));
}
