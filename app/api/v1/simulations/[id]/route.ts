import { z } from 'zod';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readSimulation } from '#lib/server/simulations.ts';

/** How far a simulation is, and what came of it. */
export function GET(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) =>
    readSimulation(db, session.workspace, readInput(z.uuid(), (await params).id)),
  );
}
