import { drawnFor, noteRefusal } from './drawn-for.ts';
import type { ProblemDocument } from './problem.ts';

/** A call that was refused or did not arrive. `problem` is null where no answer came: the network is gone. */
export class CallFailed extends Error {
  readonly problem: ProblemDocument | null;

  constructor(problem: ProblemDocument | null) {
    super(problem?.title ?? 'no answer');
    this.name = 'CallFailed';
    this.problem = problem;
  }
}

/** Calls the server as the signed-in person, in the workspace for which the page was drawn, and gives its answer. Throws CallFailed. `Answer` is what the contract promises for this address. */
export async function call<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await reach(url, init);
  if (response.ok) return response.json();
  const problem = await problemOf(response);
  noteRefusal(problem);
  throw new CallFailed(problem);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { Accept: 'application/json', ...drawnFor(), ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new CallFailed(null);
  }
}

async function problemOf(response: Response): Promise<ProblemDocument> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) return response.json();
  return { type: 'about:blank', code: 'broken', status: response.status, title: response.statusText };
}
