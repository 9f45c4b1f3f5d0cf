import { parseArgs } from 'node:util';
import { openDatabase } from '#lib/db/client.ts';
import { migrate, pendingMigrations } from '#lib/db/migrate.ts';
import { appPlace, placeName } from '#lib/db/place.ts';
import type { Command } from './command.ts';

/** Brings the tables of the installation's database up to date, or with `--check` says whether they are. */
export const command: Command = {
  name: 'migrate',
  summary: 'bring the tables of the database up to date',
  help: [
    'usage: cadenza migrate [--check]',
    '',
    'Runs the migrations that the database has not had yet: PostgreSQL at DATABASE_URL, else PGlite in .data.',
    'Prints {"database", "migrated"}. The server does the same at its start.',
    '',
    '  --check  change nothing; print {"database", "pending"} and exit 1 where something is pending',
  ].join('\n'),
  async run(argv, io) {
    const { values } = parseArgs({ args: [...argv], options: { check: { type: 'boolean', default: false } } });
    const place = appPlace();
    const db = await openDatabase(place);
    try {
      const key = values.check ? 'pending' : 'migrated';
      const names = values.check ? await pendingMigrations(db) : await migrate(db);
      io.stdout(JSON.stringify({ database: placeName(place), [key]: names }));
      return values.check && names.length > 0 ? 1 : 0;
    } finally {
      await db.close();
    }
  },
};
