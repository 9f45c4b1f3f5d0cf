import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database, QueryOptions, Sql } from './client.ts';
import { closingBy } from './closing.ts';
import { placeName } from './place.ts';
import { assertOpen, type OpenTransaction, transactionScope } from './transaction-scope.ts';
import { isShort, parameterText, valueReader } from './values.ts';

/** Opens a pool on a PostgreSQL server and asks it one question, so that a wrong address is told here. Sessions run in UTC. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'cadenza',
    options: '-c timezone=UTC -c datestyle=ISO',
    types: { getTypeParser: valueReader },
    // A kept plan that was made when a table was small ends with its connection, should nobody gather statistics.
    maxLifetimeSeconds: 60,
  });
  // A lost connection without a listener would end the process. Whoever uses it is told by the statement's own rejection.
  pool.on('error', dropped);
  pool.on('connect', (client) => client.on('error', dropped));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(`PostgreSQL cannot be reached at ${placeName({ url })} (${reason}). Check DATABASE_URL and that the server runs.`, {
      cause: error,
    });
  }
  return poolDatabase(pool, url);
}

function poolDatabase(pool: pg.Pool, url: string): Database {
  const scope = transactionScope();
  const orm = drizzle(pool);
  return {
    kind: 'postgres',
    driver: { kind: 'postgres', url },
    query: async (text, values, options) => {
      scope.assertOutside();
      return rowsOf(pool, text, values, options);
    },
    script: async (text) => {
      scope.assertOutside();
      await pool.query(text);
    },
    get orm() {
      scope.assertOutside();
      return orm;
    },
    transaction: async (work) => {
      scope.assertOutside();
      return scope.run((open) => inTransaction(pool, open, work));
    },
    ...closingBy(() => pool.end()),
  };
}

async function inTransaction<T>(pool: pg.Pool, open: OpenTransaction, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(clientSql(client, open));
    open.ended = true;
    await commit(client);
    return result;
  } catch (error) {
    open.ended = true;
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** COMMIT answers ROLLBACK, without an error, where a statement had failed and `work` swallowed it. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT')
    throw new Error('the transaction was rolled back: a statement in it had failed and its error was not passed on');
}

/** Answers the error where the connection is beyond use, so that the pool throws it away. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function clientSql(client: pg.PoolClient, open: OpenTransaction): Sql {
  let orm: Sql['orm'] | undefined;
  return {
    query: async (text, values, options) => {
      assertOpen(open);
      return rowsOf(client, text, values, options);
    },
    script: async (text) => {
      assertOpen(open);
      await client.query(text);
    },
    get orm() {
      assertOpen(open);
      orm ??= drizzle(client);
      return orm;
    },
  };
}

async function rowsOf<Row>(
  connection: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
  { keep = false }: QueryOptions = {},
): Promise<Row[]> {
  const texts = values.map(parameterText);
  const { rows } = await connection.query(keep && isShort(texts) ? { name: keptName(text), text, values: texts } : { text, values: texts });
  return rows;
}

/** By text: what a statement whose plan is kept is called on every connection. */
const keptNames = new Map<string, string>();

function keptName(text: string): string {
  const name = keptNames.get(text) ?? `kept_${keptNames.size + 1}`;
  keptNames.set(text, name);
  return name;
}

function dropped(error: Error): void {
  process.emitWarning(`a PostgreSQL connection was lost: ${error.message}`, 'DatabaseWarning');
}
