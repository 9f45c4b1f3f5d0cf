import { type Database, openDatabase } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { checkFile, importFile } from './import-file.ts';
import { testMapping } from './testing.ts';
import { createWorkspace, findWorkspace } from './workspace.ts';

/*
 * A process of its own for the long test: reads, or imports into a PostgreSQL database, an invoice file of so many
 * megabytes that is made on the fly, and prints {"rows", "new", "bytes", "seconds", "peakMegabytes"}.
 *
 *   node lib/portfolio/testing-large-file.ts MEGABYTES [DATABASE_URL]
 */

const MEGABYTE = 1_000_000;
const PIECE = 65_536;
const CLOCK = Date.UTC(2026, 0, 1);

const [, , megabytes = '300', url] = process.argv;

const mapping = testMapping({
  columns: {
    customer: 'debtor.id',
    name: 'debtor.name',
    invoice: 'account.id',
    due: 'account.dueDate',
    amount: 'account.balance',
    paid: 'payment.at',
    note: 'account.attributes.note',
  },
});

let bytes = 0;
const began = performance.now();
const source = { fileName: 'large.csv', bytes: largeFile(Number(megabytes) * MEGABYTE) };
const summary = url ? await importInto(url) : await checkFile(source, mapping);
const { rows, new: created } = summary;
const seconds = Math.round((performance.now() - began) / 100) / 10;
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
process.stdout.write(`${JSON.stringify({ rows, new: created, bytes, seconds, peakMegabytes })}\n`);

async function importInto(address: string) {
  const db = await openDatabase({ url: address });
  try {
    await migrate(db);
    const workspace = await openWorkspace(db);
    return await importFile(db, workspace, source, mapping, { at: CLOCK });
  } finally {
    await db.close();
  }
}

/** The one that an earlier run made, where there is one. */
async function openWorkspace(db: Database) {
  const place = { country: 'CO', timezone: 'America/Bogota', currency: 'USD' };
  return (
    (await findWorkspace(db, 'large')) ?? createWorkspace(db, { slug: 'large', name: 'Large', mode: 'test', ...place, clockAt: CLOCK })
  );
}

async function* largeFile(size: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = 'customer,name,invoice,due,amount,paid,note\r\n';
  for (let i = 0; bytes < size; i++) {
    const customer = i % 500_000;
    const [month, day] = [1 + (i % 12), 1 + (i % 28)];
    text += `C-${customer},"Nuñez, ${customer}",${String(i).padStart(10, '0')},${month}/${day}/2026,"1,${100 + (i % 900)}.50",${month}/${day}/2026,a line of words about this invoice\r\n`;
    if (text.length < PIECE) continue;
    const piece = encoder.encode(text);
    bytes += piece.length;
    text = '';
    yield piece;
  }
}
