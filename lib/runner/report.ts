/** Says on standard error what went wrong in work that nobody waits for; the work itself is tried again. */
export function reportError(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`${new Date().toISOString()} runner: ${text}`);
}
