import { SIMULATION_BYTES, simulateSchema } from '#lib/api/simulations.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { simulationSetting, startSimulation } from '#lib/server/simulations.ts';

type Place = { readonly params: Promise<{ key: string }> };

/** What can be asked of a journey's simulation, the rates measured in the workspace, and the newest simulation. */
export function GET(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => simulationSetting(db, session.workspace, (await params).key));
}

/** Begins a simulation or a backtest; `GET /simulations/{id}` tells how far it is. */
export function POST(request: Request, { params }: Place): Promise<Response> {
  return answerCall(
    request,
    'journey.edit',
    async ({ db, session }) => {
      const order = readInput(simulateSchema, await readLimitedJson(request, SIMULATION_BYTES));
      return startSimulation(db, session, (await params).key, order);
    },
    202,
  );
}
