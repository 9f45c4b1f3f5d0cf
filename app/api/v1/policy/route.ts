import { POLICY_BYTES, savePolicySchema } from '#lib/api/policy.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { changePolicy, readPolicyView } from '#lib/server/policy.ts';

/** The contact policy of the workspace, with the presets that matter to it. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'policy.read', ({ db, session: { workspace } }) => readPolicyView(db, workspace));
}

/** Saves the policy over the revision that its writer saw. */
export function PUT(request: Request): Promise<Response> {
  return answerCall(request, 'policy.write', async ({ db, session }) =>
    changePolicy(db, session, readInput(savePolicySchema, await readLimitedJson(request, POLICY_BYTES))),
  );
}
