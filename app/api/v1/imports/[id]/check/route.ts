import { readBySchema } from '#lib/api/imports.ts';
import { answerCall, readInput, readJson } from '#lib/server/api-call.ts';
import { checkImport } from '#lib/server/import-steps.ts';

/** Begins to look a file through by a mapping; writes nothing of it. */
export function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.import', async (call) =>
    checkImport(call, Number((await params).id), readInput(readBySchema, await readJson(request)).mapping),
  );
}
