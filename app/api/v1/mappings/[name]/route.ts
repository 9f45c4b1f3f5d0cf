import { forgetMapping } from '#lib/db/queries/mappings.ts';
import { answerCall, Refused } from '#lib/server/api-call.ts';
import { readableMappings } from '#lib/server/imports.ts';

interface Place {
  readonly params: Promise<{ name: string }>;
}

/** A saved mapping as the document that the command line reads. */
export function GET(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'portfolio.import', async ({ db, session }) => {
    const { name } = await params;
    const saved = (await readableMappings(db, session.workspace)).find((one) => one.name === name);
    if (!saved) throw new Refused(404, 'not-found');
    return new Response(`${JSON.stringify(saved.document, null, 2)}\n`, {
      headers: {
        'Content-Type': 'application/json',
        'Content-Disposition': `attachment; filename="mapping.json"; filename*=UTF-8''${encodeURIComponent(`${name}.json`)}`,
        'Cache-Control': 'private, no-store',
      },
    });
  });
}

/** Forgets a saved mapping. */
export function DELETE(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'portfolio.import', async ({ db, session }) => {
    const { name } = await params;
    if (!(await forgetMapping(db, session.workspace.id, name))) throw new Refused(404, 'not-found');
    return { name };
  });
}
