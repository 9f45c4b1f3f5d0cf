import { expect, it } from 'vitest';
import { describeOnBoth } from '../testing.ts';
import { addTemplates, templatesInUse } from './message-templates.ts';

const template = (key: string, language: string, body: string, subject: string | null = null) => ({
  key,
  channel: 'email',
  language,
  subject,
  body,
});

describeOnBoth('Message templates', (fresh) => {
  it('are versions of one key, channel and language, of which the newest is in use', async () => {
    const db = await fresh();
    const [workspace] = await db.query<{ id: number }>(
      `insert into workspace (slug, name, mode, country, timezone, currency, shard_base) values ('a', 'A', 'live', 'CO', 'America/Bogota', 'COP', 0) returning id`,
    );
    const id = workspace?.id ?? 0;
    await addTemplates(db, id, [template('due', 'es', 'vence', 'Tu cuota'), template('due', 'en', 'is due')]);
    await addTemplates(db, id, [template('due', 'es', 'vence hoy, señor')]);
    expect(await templatesInUse(db, id)).toEqual([template('due', 'en', 'is due'), template('due', 'es', 'vence hoy, señor')]);
    expect(await templatesInUse(db, id + 1)).toEqual([]);
    expect(await db.query('select language, version from message_template order by language, version')).toEqual([
      { language: 'en', version: 1 },
      { language: 'es', version: 1 },
      { language: 'es', version: 2 },
    ]);
  });
});
