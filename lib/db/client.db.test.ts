import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { workspace } from './schema/people.ts';
import { describeOnBoth } from './testing.ts';

const VALUES = `select 7::int2 as int2, 7::int4 as int4, 9007199254740991::int8 as int8, 1.50::numeric as numeric, 0.5::float8 as float8,
  timestamptz '2012-01-31 23:59:59.123+00' as at, date '2012-01-31' as day, timestamp '2012-01-31 10:00' as local, interval '1 day' as span,
  '{"a": [1, null]}'::jsonb as jsonb, '"x"'::json as json, 'd3b07384-d113-4ec6-a5d8-c0c5c1f5b1f0'::uuid as uuid, true as yes, null::text as nothing,
  '\\x00ff'::bytea as bytes, array['a', 'b,"c"\\', null, '']::text[] as texts, array['d3b07384-d113-4ec6-a5d8-c0c5c1f5b1f0']::uuid[] as uuids,
  array[1, 2]::int8[] as int8s, array[[1, 2], [3, 4]]::int4[] as nested, array[1.5]::numeric[] as numerics, array[true, null]::bool[] as bools,
  array[]::text[] as empty, array[timestamptz '1970-01-01 00:00:01+00']::timestamptz[] as instants`;

describeOnBoth('the client', (fresh) => {
  it('reads every type as the same JavaScript values', async () => {
    const db = await fresh();
    expect(await db.query(VALUES)).toEqual([
      {
        int2: 7,
        int4: 7,
        int8: 9007199254740991,
        numeric: '1.50',
        float8: 0.5,
        at: new Date('2012-01-31T23:59:59.123Z'),
        day: '2012-01-31',
        local: '2012-01-31 10:00:00',
        span: '1 day',
        jsonb: { a: [1, null] },
        json: 'x',
        uuid: 'd3b07384-d113-4ec6-a5d8-c0c5c1f5b1f0',
        yes: true,
        nothing: null,
        bytes: Buffer.from([0, 255]),
        texts: ['a', 'b,"c"\\', null, ''],
        uuids: ['d3b07384-d113-4ec6-a5d8-c0c5c1f5b1f0'],
        int8s: [1, 2],
        nested: [
          [1, 2],
          [3, 4],
        ],
        numerics: ['1.5'],
        bools: [true, null],
        empty: [],
        instants: [new Date(1000)],
      },
    ]);
  });

  it('reads the same values where the statement is kept, each time', async () => {
    const db = await fresh();
    const once = await db.query(VALUES);
    await db.transaction(async (tx) => {
      for (let times = 0; times < 3; times++) expect(await tx.query(VALUES, [], { keep: true })).toEqual(once);
    });
    expect(await db.query(VALUES, [], { keep: true })).toEqual(once);
  });

  it('writes every kind of value, whatever the type of the column', async () => {
    const db = await fresh();
    const [row] = await db.query(
      'select $1::text as number, $2::int8 as text, $3::timestamptz as date, $4::jsonb as json, $5::text[] as texts, $6::bool as yes, $7::bytea as bytes, $8::text as nothing',
      [12, '34', new Date(5), { a: ['"'] }, ['a"\\', null, 'c,d', ''], false, Buffer.from([1, 254]), null],
    );
    expect(row).toEqual({
      number: '12',
      text: 34,
      date: new Date(5),
      json: { a: ['"'] },
      texts: ['a"\\', null, 'c,d', ''],
      yes: false,
      bytes: Buffer.from([1, 254]),
      nothing: null,
    });
  });

  it('refuses an int8 that JavaScript cannot hold, and a parameter that is undefined', async () => {
    const db = await fresh();
    await expect(db.query('select 9007199254740993::int8 as n')).rejects.toThrow('9007199254740993 is beyond the whole numbers');
    await expect(db.query('select $1::text', [undefined])).rejects.toThrow('a parameter is undefined');
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('commits what a transaction wrote, through query and Drizzle alike', async () => {
    const db = await fresh();
    await db.transaction(async (tx) => {
      await tx.orm.insert(workspace).values(WORKSPACE);
      await tx.query(`update workspace set name = 'Other' where slug = $1`, ['w']);
    });
    const rows = await db.orm.select({ name: workspace.name, clockAt: workspace.clockAt }).from(workspace).where(eq(workspace.slug, 'w'));
    expect(rows).toEqual([{ name: 'Other', clockAt: new Date('2012-01-01T00:00:00Z') }]);
  });

  it('leaves nothing of a transaction that throws', async () => {
    const db = await fresh();
    const work = db.transaction(async (tx) => {
      await tx.orm.insert(workspace).values(WORKSPACE);
      expect(await tx.query('select slug from workspace')).toHaveLength(1);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await db.query('select slug from workspace')).toEqual([]);
  });

  it('says so when a transaction was rolled back because a failure in it was swallowed', async () => {
    const db = await fresh();
    const work = db.transaction(async (tx) => {
      await tx.query('create table t (n int)');
      await expect(tx.query('select 1 / 0')).rejects.toThrow('division by zero');
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await db.query(`select to_regclass('t') as t`)).toEqual([{ t: null }]);
  });

  it('runs transactions one after the other or side by side, but never mixed', async () => {
    const db = await fresh();
    await db.script('create table counter (n int); insert into counter values (0)');
    await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction(async (tx) => {
          const [row] = await tx.query<{ n: number }>('select n from counter for update');
          await tx.query('update counter set n = $1', [(row?.n ?? 0) + 1]);
        }),
      ),
    );
    expect(await db.query('select n from counter')).toEqual([{ n: 20 }]);
  });

  it('refuses a statement that goes past the open transaction, and one after its end', async () => {
    const db = await fresh();
    let late: (() => Promise<unknown>) | undefined;
    await db.transaction(async (tx) => {
      await expect(db.query('select 1')).rejects.toThrow('pass on the `tx`');
      await expect(db.transaction(async () => 1)).rejects.toThrow('pass on the `tx`');
      expect(() => db.orm).toThrow('pass on the `tx`');
      late = () => tx.query('select 1');
    });
    await expect(late?.()).rejects.toThrow('the transaction has ended');
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets requests, timers and signals have their turn between one transaction and the next', async () => {
    const db = await fresh();
    let turns = 0;
    const watch = setInterval(() => turns++, 0);
    for (let done = 0; done < 20; done++) {
      await db.transaction((tx) => tx.query('select 1'));
      const until = performance.now() + 2;
      while (performance.now() < until);
    }
    clearInterval(watch);
    expect(turns).toBeGreaterThan(10);
  });

  it('keeps every hot table in partitions that take all 256 shards and no other', async () => {
    const db = await fresh();
    const insert = `insert into sandbox_delivery (shard, key, channel, address) select s, 'k', 'sms', 'a' from generate_series(0, 255) s`;
    await db.query(insert);
    expect(await db.query('select count(*) as n, count(distinct tableoid) as partitions from sandbox_delivery')).toEqual([
      { n: 256, partitions: 8 },
    ]);
    await expect(db.query(`insert into sandbox_delivery values (256, 'k', 'sms', 'a')`)).rejects.toThrow('no partition');
  });
});

const WORKSPACE: typeof workspace.$inferInsert = {
  slug: 'w',
  name: 'W',
  mode: 'test',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'COP',
  shardBase: 0,
  clockAt: new Date('2012-01-01T00:00:00Z'),
};
