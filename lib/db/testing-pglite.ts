import type { PGlite } from '@electric-sql/pglite';
import type { Database } from './client.ts';
import { pgliteDatabase, startPglite } from './pglite.ts';
import { emptyTables, shapeOf } from './testing-reset.ts';

/** An engine that no test uses, and the shape that it has where nobody changed it. */
interface Idle {
  readonly engine: PGlite;
  readonly shape: string;
}

const idle: Idle[] = [];

/** Gives a migrated, empty PGlite in memory: one that an earlier test of this process used, or a new one from the template. */
export async function takePglite(template: () => Blob): Promise<Database> {
  const { engine, shape } = idle.pop() ?? (await begin(template()));
  return pgliteDatabase(engine, () => giveBack(engine, shape));
}

async function begin(template: Blob): Promise<Idle> {
  const engine = await startPglite({ loadDataDir: template });
  return { engine, shape: await shapeOf(handleOf(engine)) };
}

async function giveBack(engine: PGlite, shape: string): Promise<void> {
  const database = handleOf(engine);
  if ((await shapeOf(database)) !== shape) return engine.close();
  await emptyTables(database);
  idle.push({ engine, shape });
}

function handleOf(engine: PGlite): Database {
  return pgliteDatabase(engine, async () => undefined);
}
