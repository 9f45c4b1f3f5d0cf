import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** A sentence that must be seen; one that is wrong is also heard at once. */
export function Notice({ tone, children }: { readonly tone: 'bad' | 'warn'; readonly children: ReactNode }) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : undefined}
      className={classes(
        'flex items-start gap-2.5 rounded-lg border px-3 py-2.5 text-base',
        tone === 'bad' ? 'border-bad/30 bg-bad/8 text-bad-text' : 'border-warn/35 bg-warn/8 text-warn-text',
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
