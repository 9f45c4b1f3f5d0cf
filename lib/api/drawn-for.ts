import type { ProblemDocument } from './problem.ts';

/** Says in a call for which workspace its page was drawn: another tab of the browser may have opened another one since. */
export const WORKSPACE_HEADER = 'Cadenza-Workspace';

/** Told to the window where a call was refused because another workspace is open by now; `detail` is its problem. */
const ELSEWHERE = 'cadenza:other-workspace';

type Elsewhere = NonNullable<ProblemDocument['workspace']>;

/** The header for a call of this page; none where the page belongs to no workspace, as the sign-in does. */
export function drawnFor(): Readonly<Record<string, string>> {
  const frame = globalThis.document?.querySelector<HTMLElement>('[data-workspace]');
  const slug = frame?.dataset.workspace;
  return slug ? { [WORKSPACE_HEADER]: slug } : {};
}

/** Passes on, to whoever listens, that a call was refused since another workspace is open. Every way to call the server ends here when it is refused. */
export function noteRefusal(problem: ProblemDocument): void {
  if (problem.code === 'other-workspace' && problem.workspace)
    window.dispatchEvent(new CustomEvent(ELSEWHERE, { detail: problem.workspace }));
}

/** Listens for such refusals; answers how to end that. */
export function onElsewhere(hear: (elsewhere: Elsewhere) => void): () => void {
  const listen = (event: Event) => {
    if (event instanceof CustomEvent) hear(event.detail);
  };
  window.addEventListener(ELSEWHERE, listen);
  return () => window.removeEventListener(ELSEWHERE, listen);
}
