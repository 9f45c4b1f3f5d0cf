import { z } from 'zod';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { stopSimulation } from '#lib/server/simulations.ts';

/** Has a simulation stop. */
export function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) =>
    stopSimulation(db, session.workspace, readInput(z.uuid(), (await params).id)),
  );
}
