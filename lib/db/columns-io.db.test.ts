import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnSpec, columnArray, packColumn, packColumns, readColumns, readFew, unnestColumns } from './columns-io.ts';
import { describeOnBoth } from './testing.ts';

const SPEC = {
  id: 'uuid',
  accounts: 'uuids?',
  seq: 'integer',
  balance: 'integer?',
  score: 'float?',
  open: 'boolean?',
  at: 'instant?',
  node: 'name',
  reason: 'name?',
  subject: 'text',
  note: 'text?',
  facts: 'json',
  extra: 'json?',
} as const satisfies ColumnSpec;

/** Free text in which separators, escapes and what looks like them are common. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom('\x01', '\x02', 'a', 'b', 'e', '', '\\', '"', "'", '\n', ',', '{', 'NULL', 'ñ', '🙂'),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));

const json = fc
  .json()
  .filter((text) => !text.includes('\\u0000'))
  .map((text): unknown => JSON.parse(JSON.stringify(JSON.parse(text))));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 3 });
const integers = fc.maxSafeInteger().map((value) => value + 0);
const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ._-]{0,12}$/);

const row = fc.record({
  id: fc.uuid(),
  accounts: orNull(fc.array(fc.uuid(), { maxLength: 3 })),
  seq: integers,
  balance: orNull(integers),
  score: orNull(fc.double({ noNaN: true }).map((value) => value + 0)),
  open: orNull(fc.boolean()),
  at: orNull(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) })),
  node: names,
  reason: orNull(names),
  subject: awkward,
  note: orNull(awkward),
  facts: json,
  extra: orNull(json.filter((value) => value !== null)),
});

describeOnBoth('columns in one text', (fresh) => {
  it('come back as they were written, whatever they hold', async () => {
    const db = await fresh();
    const seen = { rows: 0, nulls: 0, empty: 0, separators: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const columns = transpose(rows);
        const select = `select * from ${unnestColumns(SPEC, 1)} as u`;
        expect(await readColumns(db, select, packColumns(SPEC, columns), SPEC)).toEqual(columns);
        expect(await readFew(db, select, packColumns(SPEC, columns), SPEC)).toEqual(columns);
        seen.rows += rows.length;
        seen.nulls += rows.filter((each) => each.note === null).length;
        seen.empty += rows.filter((each) => each.subject === '').length;
        seen.separators += rows.filter((each) => each.subject.includes('\x01') || each.subject.includes('\x02')).length;
      }),
      { numRuns: 200, seed: 20_120_101 },
    );
    for (const often of [seen.nulls, seen.empty, seen.separators]) expect(often / seen.rows).toBeGreaterThan(0.05);
  });

  it('keep a lone empty text, a lone null, and no row at all apart', async () => {
    const db = await fresh();
    const spec = { note: 'text?' } as const;
    for (const note of [[''], [null], [], ['', null, '']]) {
      expect(await readColumns(db, `select * from ${unnestColumns(spec, 1)} as u`, packColumns(spec, { note }), spec)).toEqual({ note });
    }
  });

  it('keep the order of the select, the same in every column', async () => {
    const db = await fresh();
    const select = `select n, 'x' || n as name from generate_series(1, 3000) n order by n * 7919 % 3001`;
    const { n, name } = await readColumns(db, select, [], { n: 'integer', name: 'name' });
    expect(n.slice(0, 2)).toEqual(
      [1, 2].map((place) => Array.from({ length: 3000 }, (_, i) => i + 1).find((k) => (k * 7919) % 3001 === place)),
    );
    expect(name).toEqual(n.map((value) => `x${value}`));
  });

  it('read instants of a table to the millisecond, and a row is found by an array of ids', async () => {
    const db = await fresh();
    const spec = { id: 'uuid', at: 'instant' } as const;
    await db.script('create table t (id uuid, at timestamptz(3))');
    const ids = ['d3b07384-d113-4ec6-a5d8-c0c5c1f5b1f0', 'd3b07384-d113-4ec6-a5d8-c0c5c1f5b1f1'];
    const at = [Date.UTC(2012, 0, 31, 23, 59, 59, 999), Date.UTC(1931, 4, 1, 0, 0, 0, 1)];
    await db.query(`insert into t select * from ${unnestColumns(spec, 1)} as u`, packColumns(spec, { id: ids, at }));
    const found = await readColumns(
      db,
      `select * from t where id = any(${columnArray('uuid', 1)})`,
      [packColumn('uuid', ids.slice(1))],
      spec,
    );
    expect(found).toEqual({ id: ids.slice(1), at: at.slice(1) });
  });

  it('refuse a null where none may be', async () => {
    const db = await fresh();
    await expect(readColumns(db, 'select null::int as n union all select 1', [], { n: 'integer' })).rejects.toThrow(
      'column n gave 1 values for 2 rows',
    );
    await expect(readFew(db, 'select null::int as n union all select 1', [], { n: 'integer' })).rejects.toThrow('column n holds a null');
  });
});

describe('packing', () => {
  it('refuses what is not of its kind, naming the column', () => {
    expect(() => packColumns({ seq: 'integer' }, { seq: [1, 1.5] })).toThrow('column seq: 1.5 is not a whole number');
    expect(() => packColumns({ node: 'name' }, { node: ['a\x01b'] })).toThrow('column node: "a\\u0001b" holds a control character');
    expect(() => packColumns({ node: 'name' }, { node: [''] })).toThrow('column node: "" is not a name');
    expect(() => packColumns({ note: 'text' }, { note: ['a\0'] })).toThrow('column note: a text holds the character NUL');
    expect(() => packColumns({ a: 'integer', b: 'integer' }, { a: [1], b: [] })).toThrow('column b has 0 values and the first has 1');
  });
});

type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

function transpose(rows: readonly Row[]): { [K in keyof Row]: Row[K][] } {
  return {
    id: rows.map((each) => each.id),
    accounts: rows.map((each) => each.accounts),
    seq: rows.map((each) => each.seq),
    balance: rows.map((each) => each.balance),
    score: rows.map((each) => each.score),
    open: rows.map((each) => each.open),
    at: rows.map((each) => each.at),
    node: rows.map((each) => each.node),
    reason: rows.map((each) => each.reason),
    subject: rows.map((each) => each.subject),
    note: rows.map((each) => each.note),
    facts: rows.map((each) => each.facts),
    extra: rows.map((each) => each.extra),
  };
}
