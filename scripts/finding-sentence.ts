import { createTranslator } from 'use-intl/core';
import type { Finding } from '#lib/journey/finding.ts';
import messages from '#messages/findings.en.json' with { type: 'json' };

// Widened: which sentence a finding has is known when it is made, and a test holds the catalogues to the list of reasons.
const sentences: Parameters<typeof createTranslator>[0]['messages'] = messages.findings;
const translate = createTranslator({
  locale: 'en',
  messages: sentences,
  // A sentence that is missing or lacks a value is a bug of ours: better thrown than printed with a hole in it.
  onError: (error) => {
    throw error;
  },
});

/** A finding as `lint` and `replay` print it: its code, severity and place, and the English sentence that says how to mend it. */
export interface PrintedFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly node?: string | undefined;
  readonly edge?: string | undefined;
  readonly path?: string | undefined;
  readonly message: string;
}

/** Puts a finding into words. */
export function printedFinding({ code, severity, node, edge, path, reason, params }: Finding): PrintedFinding {
  return { code, severity, node, edge, path, message: translate(`${code}.${reason}`, params) };
}
