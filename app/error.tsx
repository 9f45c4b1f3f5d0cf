'use client';

import { BrokenPage } from '#components/shell/broken-page.tsx';

/** Stands in place of a page that broke. */
export default function PageBroke({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="min-h-dvh">
      <BrokenPage digest={error.digest} onRetry={reset} />
    </main>
  );
}
