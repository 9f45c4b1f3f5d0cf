import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { importFile } from '#lib/portfolio/import-file.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { moveClock } from './clock.ts';
import { publishJourney } from './publish.ts';
import { createRunner } from './runner.ts';

const IBM = '1-portfolios/ibm-accounts-receivable.mdY.csv';
const instant = (text: string) => parseInstant(text) ?? Number.NaN;

/** Accounts told and messages sent by node, and messages about an account after its payment. */
async function runCadence(db: Database, portfolio: string, mapFile: string) {
  const document = readJourney(readFileSync('fixtures/journeys/articles-cadence.json', 'utf8'));
  const mapping = readMapping(JSON.parse(readFileSync(join('fixtures/mappings', mapFile), 'utf8')));
  if (!document.ok || !mapping.ok) throw new Error('the journey or the mapping cannot be read');
  const from = instant('2012-01-01T00:00:00-05:00');
  const workspace = await db.transaction((tx) =>
    createWorkspace(tx, {
      slug: 'past',
      name: 'past',
      mode: 'test',
      country: 'CO',
      timezone: 'America/Bogota',
      currency: 'USD',
      clockAt: from,
    }),
  );
  await importFile(db, workspace, { fileName: portfolio, bytes: createReadStream(portfolio) }, mapping.value, { at: from });
  await db.transaction((tx) => publishJourney(tx, workspace, document.value, [STAND_IN_TEMPLATE], from));
  await moveClock(createRunner(db), workspace.id, instant('2014-02-28T00:00:00-05:00'));
  const told = await db.query<{ node: string; told: number; sent: number }>(
    `select node, count(distinct account) as told, count(distinct (enrollment_id, seq)) filter (where status = 'sent') as sent
     from contact, unnest(account_ids) as account where workspace_id = $1 group by node order by node`,
    [workspace.id],
  );
  const late = await db.query<{ count: number }>(
    `select count(*) as count from contact c join event e on e.shard = c.shard and e.debtor_id = c.debtor_id and e.account_id = any(c.account_ids)
     where c.workspace_id = $1 and c.status = 'sent' and e.type = 'payment.received' and e.at <= c.sent_at`,
    [workspace.id],
  );
  return {
    told: Object.fromEntries(told.map((row) => [row.node, row.told])),
    sent: Object.fromEntries(told.map((row) => [row.node, row.sent])),
    afterPayment: late[0]?.count,
  };
}

describeOnBoth('the articles’ cadence over twelve invoices, through the tables', (fresh) => {
  it('tells what was worked out by hand, and nobody after paying', async () => {
    expect(await runCadence(await fresh(), 'fixtures/portfolios/invoices-12.csv', 'invoices.json')).toEqual({
      told: { 'email-before': 9, 'sms-due': 6, 'email-after': 4 },
      sent: { 'email-before': 7, 'sms-due': 5, 'email-after': 4 },
      afterPayment: 0,
    });
  });
});

/** Two thousand stops of the clock: each run has them in a manager's story (e2e/manager.spec.ts), the long one here on both databases. */
if (process.env.CADENZA_LONG) {
  describeWithInputs('the articles’ cadence over the IBM invoices, through the tables', [IBM], () => {
    describeOnBoth('two years and two months', (fresh) => {
      it('tells 1,261 accounts five days before, 877 on the day, 700 three days after, and nobody after paying', {
        timeout: 300_000,
      }, async () => {
        const { told, afterPayment } = await runCadence(await fresh(), inputPath(IBM), 'ibm-accounts-receivable.json');
        expect({ told, afterPayment }).toEqual({ told: { 'email-before': 1261, 'sms-due': 877, 'email-after': 700 }, afterPayment: 0 });
      });
    });
  });
}
