import { type PGlite, protocol } from '@electric-sql/pglite';
import { valueReader } from './values.ts';

/** Statements that come again and again with the same text, on the one connection of an embedded database. */
export interface KeptPlans {
  /** Runs one; a transaction must be open. Parameters are texts, or null. */
  run<Row>(text: string, values: readonly (string | null)[]): Promise<Row[]>;
}

/**
 * A plan that was made when a table was small reads all of a large one. Nobody gathers statistics on the embedded
 * database, and so nobody throws such a plan away: each is made anew after so many uses.
 */
const USES = 200;

interface Prepared {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly read: (text: string) => unknown }[];
  uses: number;
}

/**
 * Parsing and planning a statement costs the embedded database several times what running it does. Here a text is parsed
 * when it first comes, and each run after that is one message.
 */
export function keptPlans(engine: PGlite): KeptPlans {
  const prepared = new Map<string, Prepared>();
  let named = 0;

  const prepare = async (text: string): Promise<Prepared> => {
    const name = `kept_${++named}`;
    const answers = await send(engine, [serialize.parse({ name, text }), serialize.describe({ type: 'S', name })]);
    const fields = answers.flatMap((answer) => (answer instanceof messages.RowDescriptionMessage ? answer.fields : []));
    const columns = fields.map((field) => ({ name: field.name, read: valueReader(field.dataTypeID) }));
    const statement = { name, columns, uses: 0 };
    prepared.set(text, statement);
    return statement;
  };

  const known = async (text: string): Promise<Prepared> => {
    const statement = prepared.get(text);
    if (!statement) return prepare(text);
    if (statement.uses < USES) return statement;
    prepared.delete(text);
    await send(engine, [serialize.close({ type: 'S', name: statement.name })]);
    return prepare(text);
  };

  return {
    async run<Row>(text: string, values: readonly (string | null)[]) {
      const statement = await known(text);
      statement.uses++;
      const run = [serialize.bind({ statement: statement.name, values: [...values] }), serialize.execute({})];
      const answers = await send(engine, run).catch((error: unknown) => {
        if (isOutdated(error)) prepared.delete(text);
        throw error;
      });
      return answers.flatMap((answer) => (answer instanceof messages.DataRowMessage ? [rowOf<Row>(answer.fields, statement)] : []));
    },
  };
}

const { serialize, messages } = protocol;

/** Throws the database's error; the connection is then as after any statement that failed. */
function send(engine: PGlite, parts: readonly Uint8Array[]) {
  const message = Buffer.concat([...parts, serialize.sync()]);
  return engine.runExclusive(() => engine.execProtocolStream(message, { syncToFs: false, throwOnError: true }));
}

/** A column was changed after the statement was parsed. */
function isOutdated(error: unknown): boolean {
  return error instanceof messages.DatabaseError && error.code === '0A000';
}

function rowOf<Row>(fields: readonly (string | null)[], { columns }: Prepared): Row {
  const row: Record<string, unknown> = {};
  columns.forEach(({ name, read }, index) => {
    const text = fields[index] ?? null;
    row[name] = text === null ? null : read(text);
  });
  return row as Row;
}
