import { beforeEach, expect, it } from 'vitest';
import type { Database, Sql } from './client.ts';
import { describeOnBoth } from './testing.ts';

const PUT = 'insert into kept (id, note) values ($1::int, $2) returning id, note';
const GET = 'select note from kept where id = $1::int';

describeOnBoth('a statement that is kept', (fresh) => {
  let db: Database;

  beforeEach(async () => {
    db = await fresh();
    await db.script('create table kept (id int primary key, note text)');
  });

  const put = (tx: Sql, id: number, note: string | null = null) => tx.query(PUT, [id, note], { keep: true });
  const get = (tx: Sql, id: number) => tx.query(GET, [id], { keep: true });
  const ids = async () => (await db.query<{ id: number }>('select id from kept order by id')).map((row) => row.id);

  it('is part of the transaction in which it is run', async () => {
    await expect(
      db.transaction(async (tx) => {
        await put(tx, 1);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await db.transaction(async (tx) => {
      expect(await put(tx, 2, 'two')).toEqual([{ id: 2, note: 'two' }]);
      await tx.query('insert into kept (id) values (3)');
      await put(tx, 4);
    });
    expect(await ids()).toEqual([2, 3, 4]);
  });

  it('that fails has its transaction fail with the database’s own error, and is as good as before in the next', async () => {
    await put(db, 1);
    await expect(db.transaction((tx) => put(tx, 1))).rejects.toMatchObject({ code: '23505' });
    await expect(db.transaction((tx) => tx.query('select nobody from kept where id = $1', [1], { keep: true }))).rejects.toMatchObject({
      code: '42703',
    });
    await db.transaction((tx) => put(tx, 2));
    await put(db, 3);
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('gives the same answers however often it is run, with short values and with long ones', async () => {
    const long = 'x'.repeat(10_000);
    await db.transaction(async (tx) => {
      await put(tx, 1, 'short');
      await put(tx, 2, long);
      for (let times = 0; times < 450; times++) {
        const id = 1 + (times % 3);
        expect(await get(tx, id)).toEqual([[{ note: 'short' }], [{ note: long }], []][id - 1]);
      }
    });
  });

  it('sees a column that is changed after it was first run', async () => {
    await put(db, 1, '7');
    expect(await get(db, 1)).toEqual([{ note: '7' }]);
    await db.script('alter table kept alter column note type int using note::int');
    const asked = () => get(db, 1);
    // PostgreSQL refuses a kept statement whose answer has changed its type, once.
    await asked().catch(() => undefined);
    expect(await asked().catch((error: unknown) => String(error))).toEqual([{ note: 7 }]);
  });
});
