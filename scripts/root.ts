import { join } from 'node:path';

/** The project's own folder, wherever the command was started. */
export const root = join(import.meta.dirname, '..');
