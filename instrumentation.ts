/** Called by Next once, when a server starts: journeys move from then on, with no page open. A build moves nothing. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { startLiveRunner } = await import('#lib/runner/live.ts');
  // Not waited for: a server whose database is not to be had yet answers, and says so on its pages.
  void startLiveRunner();
}
