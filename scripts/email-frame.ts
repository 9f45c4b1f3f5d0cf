import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileEmail } from '#lib/channels/email/compile-email.ts';
import { wordsLayout } from '#lib/message/email/frame.ts';

/** Makes `house-frame.json` of the house's layout; to be run after the layout was changed. */
const made = await compileEmail(wordsLayout(), { language: 'es' });
if (!made.ok) throw new Error(JSON.stringify(made.problems));
const path = join(import.meta.dirname, '..', 'lib', 'message', 'email', 'house-frame.json');
writeFileSync(path, `${JSON.stringify({ html: made.html }, null, 2)}\n`);
