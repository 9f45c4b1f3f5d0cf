'use client';

import { BrokenPage } from '#components/shell/broken-page.tsx';

/** Stands in place of a screen that broke, inside the frame. */
export default function ScreenBroke({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <BrokenPage digest={error.digest} onRetry={reset} />;
}
