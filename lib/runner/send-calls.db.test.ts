import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { CallingOut } from '#lib/channels/post-call.ts';
import { signatureOf } from '#lib/channels/webhook-signature.ts';
import type { Database } from '#lib/db/client.ts';
import { replaceSecret } from '#lib/db/queries/signing-secrets.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, enterBySegment, exit } from '#lib/interpreter/testing/story.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { createRunner } from './runner.ts';
import { createCaller, sendCalls } from './send-calls.ts';
import { setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

interface Heard {
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

type Answerer = (heard: Heard, response: ServerResponse, nth: number) => void;

const says =
  (status: number, headers: Record<string, string> = {}): Answerer =>
  (_heard, response) =>
    void response.writeHead(status, headers).end('said');

/** A receiver on this machine that writes down what it hears. */
async function receiver(answer: Answerer): Promise<{ readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { path: request.url ?? '', body: Buffer.concat(parts).toString('utf8'), headers: request.headers };
      answer(one, response, heard.push(one));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${place.port}/hook`, heard };
}

const BODY = '{ "account": "{{ account.id }}", "balance": {{ account.balance }}, "name": "{{ debtor.name }}" }';
const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const LOOPBACK: CallingOut = { allowsLoopback: true };

interface Setting {
  readonly url: string;
  readonly body?: string;
  readonly accounts?: readonly string[];
  readonly suspends?: boolean;
  readonly timeoutSeconds?: number;
}

/** A live workspace in which everybody stands at a call as soon as the runner looks. */
function calling(
  db: Database,
  { url, body = BODY, accounts = ['a1'], suspends = false, timeoutSeconds = 60 }: Setting,
): Promise<PortfolioWorkspace> {
  const hook = { id: 'call', type: 'webhook', position: { x: 0, y: 0 }, config: { url, body, timeoutSeconds } };
  return db.transaction(async (tx) => {
    const workspace = await setScene(tx, {
      clock: 'live',
      at: Date.now() - 1_000,
      journeys: {
        calls: {
          nodes: [enterBySegment('in', all(['account.balance', '>', 0])), hook, exit('told'), exit('not-told')],
          ways: ['in > call', 'call.ok > told', 'call.failed > not-told'],
          exitWhen: [{ outcome: 'cured', where: all(['account.balance', '<=', 0]) }],
          ...(suspends ? { suspendWhen: all(['account.status', '=', 'disputed']) } : {}),
        },
      },
      debtors: accounts.map((id) => ({ externalId: `d-${id}`, name: 'Ana "la jefa" \\ Gómez', email: 'a@example.com' })),
      accounts: accounts.map((externalId) => ({ externalId, debtorExternalId: `d-${externalId}`, currency: 'COP' })),
    });
    await replaceSecret(tx, workspace.id, SECRET, 'somebody', 24);
    return workspace;
  });
}

/** Everything due, in every shard. */
async function tick(db: Database, workspace: PortfolioWorkspace): Promise<void> {
  const shards = await db.query<{ shard: number }>('select shard from agenda where workspace_id = $1 order by shard', [workspace.id]);
  const runner = createRunner(db);
  for (const { shard } of shards) await tickShard(runner, workspace.id, shard, Date.now());
}

const call = (db: Database, out: CallingOut = LOOPBACK, delaysMs: readonly number[] = [0, 0]) => createCaller(db, { out, delaysMs });

interface Row {
  readonly status: string;
  readonly reason: string | null;
  readonly http: number | null;
  readonly attempts: number;
  readonly outcome: string | null;
  readonly node: string;
}

const rows = (db: Database) =>
  db.query<Row>(
    `select c.status, c.reason, c.http_status as http, c.attempts, e.outcome, e.node from webhook_call c
     join enrollment e on e.shard = c.shard and e.id = c.enrollment_id order by c.enrollment_id`,
  );

/** What the scene comes to: the call is made until it has ended, then the journeys move. */
async function played(db: Database, setting: Setting, out?: CallingOut): Promise<readonly Row[]> {
  const workspace = await calling(db, setting);
  await tick(db, workspace);
  await sendCalls(call(db, out), workspace.id);
  await tick(db, workspace);
  return rows(db);
}

describeOnBoth('calls to other systems', (fresh) => {
  it('are sent signed, as JSON with what the names hold escaped, and the answer moves the run', async () => {
    const db = await fresh();
    const { url, heard } = await receiver(says(200));
    expect(await played(db, { url })).toEqual([{ status: 'ok', reason: null, http: 200, attempts: 1, outcome: 'told', node: 'told' }]);
    const [one] = heard;
    expect(JSON.parse(one?.body ?? '')).toEqual({ account: 'a1', balance: 100_000, name: 'Ana "la jefa" \\ Gómez' });
    expect(one?.headers['content-type']).toBe('application/json');
    expect(one?.headers['webhook-id']).toMatch(/^call_\d+_[0-9a-f-]{36}_2$/);
    expectSigned(one);
  });

  it('are made again after 500 and 429 under the same id, each attempt signed', async () => {
    const db = await fresh();
    const { url, heard } = await receiver((_, response, nth) => void response.writeHead([500, 429, 204][nth - 1] ?? 500).end());
    expect(await played(db, { url })).toMatchObject([{ status: 'ok', http: 204, attempts: 3, outcome: 'told' }]);
    expect(heard.length).toBe(3);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
    for (const one of heard) expectSigned(one);
  });

  it('fail at once on 400, on a redirect, which is not followed, and on words that are no JSON', async () => {
    const db = await fresh();
    const { url, heard } = await receiver(says(400));
    expect(await played(db, { url })).toMatchObject([{ status: 'failed', reason: 'status', http: 400, attempts: 1, outcome: 'not-told' }]);
    expect(heard.length).toBe(1);

    const other = await fresh();
    const elsewhere = await receiver(says(302, { location: url }));
    expect(await played(other, { url: elsewhere.url })).toMatchObject([
      { status: 'failed', reason: 'redirect', http: 302, outcome: 'not-told' },
    ]);
    expect(heard.length).toBe(1);

    const third = await fresh();
    expect(await played(third, { url, body: '{ "a": {{ debtor.name }} }' })).toMatchObject([
      { status: 'failed', reason: 'body', attempts: 0, outcome: 'not-told' },
    ]);
    expect(heard.length).toBe(1);
  });

  it('fail when every attempt went unanswered: too late, hung up on, nobody there', async () => {
    const db = await fresh();
    const late = await receiver(() => undefined);
    expect(await played(db, { url: late.url, timeoutSeconds: 1 })).toMatchObject([
      { status: 'failed', reason: 'timeout', attempts: 3, outcome: 'not-told' },
    ]);

    const other = await fresh();
    const rude = await receiver((_, response, nth) => (nth < 3 ? response.destroy() : response.writeHead(200).end()));
    expect(await played(other, { url: rude.url })).toMatchObject([{ status: 'ok', attempts: 3, outcome: 'told' }]);

    const third = await fresh();
    expect(await played(third, { url: 'http://127.0.0.1:1/' })).toMatchObject([{ status: 'failed', reason: 'network', attempts: 3 }]);
  });

  it('are taken by their status, however huge the answer is and wherever it breaks off', async () => {
    const db = await fresh();
    const flood: Answerer = (_, response) => {
      const pour = () => response.writable && response.write('x'.repeat(65_536), () => void setImmediate(pour));
      response.writeHead(200);
      pour();
    };
    expect(await played(db, { url: (await receiver(flood)).url })).toMatchObject([{ status: 'ok', attempts: 1, outcome: 'told' }]);
    const other = await fresh();
    const half: Answerer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half of it', () => response.destroy());
    };
    expect(await played(other, { url: (await receiver(half)).url })).toMatchObject([{ status: 'ok', attempts: 1, outcome: 'told' }]);
  });

  it('never go inside a network, whatever name leads there', async () => {
    const db = await fresh();
    const { url, heard } = await receiver(says(200));
    expect(await played(db, { url }, { allowsLoopback: false })).toMatchObject([
      { status: 'failed', reason: 'address', outcome: 'not-told' },
    ]);
    const other = await fresh();
    const inside: CallingOut = { allowsLoopback: false, resolve: async () => [{ address: '169.254.169.254', family: 4 }] };
    expect(await played(other, { url: 'https://metadata.example/' }, inside)).toMatchObject([
      { status: 'failed', reason: 'address', attempts: 1 },
    ]);
    expect(heard).toEqual([]);
  });

  it('are each delivered once by two workers at the same time', async () => {
    const db = await fresh();
    const accounts = Array.from({ length: 30 }, (_, i) => `a${i}`);
    const { url, heard } = await receiver((_, response) => void setTimeout(() => response.writeHead(200).end(), 20));
    const workspace = await calling(db, { url, accounts });
    await tick(db, workspace);
    await Promise.all([sendCalls(call(db), workspace.id), sendCalls(call(db), workspace.id)]);
    await tick(db, workspace);
    expect(heard.length).toBe(30);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
    expect(new Set((await rows(db)).map(({ outcome }) => outcome))).toEqual(new Set(['told']));
  });

  it('are made again under the same id where a worker died between the answer and its storing', async () => {
    const db = await fresh();
    const { url, heard } = await receiver(says(200));
    const workspace = await calling(db, { url });
    await tick(db, workspace);
    const dying = createCaller(db, {
      out: LOOPBACK,
      at: () => {
        throw new Error('killed');
      },
    });
    await expect(sendCalls(dying, workspace.id)).rejects.toThrow('killed');
    expect(await sendCalls(call(db), workspace.id)).toBe(0);
    await db.query(`update webhook_call set next_at = clock_timestamp()`);
    await sendCalls(call(db), workspace.id);
    await tick(db, workspace);
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([heard[0]?.headers['webhook-id'], heard[0]?.headers['webhook-id']]);
    expect(await rows(db)).toMatchObject([{ status: 'ok', attempts: 2, outcome: 'told' }]);
  });

  it('that were begun move nothing once the run has left, and are recorded; those nobody began are not made', async () => {
    const db = await fresh();
    const { url, heard } = await receiver((_, response, nth) => void response.writeHead(nth === 1 ? 500 : 200).end());
    const workspace = await calling(db, { url, accounts: ['a1', 'a2'] });
    await tick(db, workspace);
    await db.query(
      `update webhook_call set next_at = next_at + interval '1 hour' where account_id in (select id from account where external_id = 'a2')`,
    );
    await sendCalls(call(db, LOOPBACK, [3_600_000]), workspace.id);
    await pays(db, workspace, ['a1', 'a2']);
    await tick(db, workspace);
    await db.query(`update webhook_call set next_at = clock_timestamp()`);
    await sendCalls(call(db), workspace.id);
    await tick(db, workspace);
    expect(heard.length).toBe(2);
    expect((await rows(db)).map(({ status, attempts, outcome }) => [status, attempts, outcome]).sort()).toEqual([
      ['cancelled', 0, 'cured'],
      ['ok', 2, 'cured'],
    ]);
  });

  it('answered during a suspension move the run when it ends, once', async () => {
    const db = await fresh();
    const { url } = await receiver(says(200));
    const workspace = await calling(db, { url, suspends: true });
    await tick(db, workspace);
    await happens(db, workspace, 'dispute.opened');
    await tick(db, workspace);
    await sendCalls(call(db), workspace.id);
    await tick(db, workspace);
    expect(await rows(db)).toMatchObject([{ status: 'ok', node: 'call', outcome: null }]);
    await happens(db, workspace, 'dispute.closed');
    await tick(db, workspace);
    expect(await rows(db)).toMatchObject([{ status: 'ok', outcome: 'told' }]);
    const left = await db.query(`select 1 from step_trace where node = 'call' and outcome = 'ok'`);
    expect(left.length).toBe(1);
  });
});

function expectSigned(one: Heard | undefined): void {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature } = one?.headers ?? {};
  expect(signature).toBe(signatureOf([SECRET], String(id), Number(seconds), one?.body ?? ''));
  expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(300);
}

function happens(db: Database, workspace: PortfolioWorkspace, type: string): Promise<unknown> {
  const at = Date.now();
  return db.transaction((tx) => storeEvents(tx, workspace, [{ type, at, account: 'a1', payload: {} }], at));
}

function pays(db: Database, workspace: PortfolioWorkspace, accounts: readonly string[]): Promise<unknown> {
  const at = Date.now();
  const events = accounts.map((account) => ({ type: 'payment.received', at, account, payload: { amount: 100_000 } }));
  return db.transaction((tx) => storeEvents(tx, workspace, events, at));
}
