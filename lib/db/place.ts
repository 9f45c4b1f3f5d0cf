import { join } from 'node:path';

/** Where a database is: a PostgreSQL server, a PGlite directory, or a PGlite that is gone when closed. */
export type DatabasePlace = { readonly url: string } | { readonly dir: string } | { readonly memory: true };

/** Where the installation keeps its files: `$CADENZA_DATA`, else `.data` below the working directory. */
export function dataDirectory(): string {
  return process.env.CADENZA_DATA || '.data';
}

/** The place that the environment names: `$DATABASE_URL`, else PGlite in the data directory. */
export function appPlace(): DatabasePlace {
  return process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : { dir: join(dataDirectory(), 'pglite') };
}

/** How a place is called in what people read: an address without its user and password, or a directory. */
export function placeName(place: DatabasePlace): string {
  if ('url' in place) return place.url.replace(/:\/\/[^@/]*@/, '://').replace(/\?.*$/, '');
  return 'dir' in place ? place.dir : 'memory';
}
