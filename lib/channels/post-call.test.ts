import { createServer, type RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { postCall } from './post-call.ts';

async function served(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('no port');
  return place.port;
}

const call = (url: string) => ({ url, headers: {}, body: '{}', timeoutMs: 2_000 });

it('goes where the name led when it was looked at, not where it leads a moment later', async () => {
  const hosts: (string | undefined)[] = [];
  const port = await served((request, response) => {
    hosts.push(request.headers.host);
    response.writeHead(200).end();
  });
  const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '169.254.169.254', family: 4 }]];
  let asked = 0;
  const resolve = async () => answers[asked++] ?? [];
  expect(await postCall(call(`http://rebound.example:${port}/`), { allowsLoopback: true, resolve })).toEqual({
    kind: 'ok',
    httpStatus: 200,
  });
  expect(asked).toBe(1);
  expect(hosts).toEqual([`rebound.example:${port}`]);
});

it('calls nobody inside a network: of several addresses only those outside, by whatever way one is written', async () => {
  const guarded = (url: string, ...addresses: string[]) =>
    postCall(call(url), {
      allowsLoopback: false,
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    });
  for (const address of ['10.0.0.8', '::1', 'fd00:ec2::254', '::ffff:127.0.0.1', '100.100.100.200', '0.0.0.0'])
    expect(await guarded('https://a.example/', address)).toMatchObject({ kind: 'failed', reason: 'address' });
  for (const url of [
    'https://127.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x7f.1/',
    'http://a.example/',
    'ftp://a.example/',
    'no address',
  ])
    expect(await guarded(url, '8.8.8.8')).toMatchObject({ kind: 'failed', reason: 'address' });
});

it('calls loopback without encryption where that is allowed, and nothing else inside', async () => {
  const lax = (url: string, address: string) =>
    postCall(call(url), { allowsLoopback: true, resolve: async () => [{ address, family: 4 }] });
  const port = await served((_, response) => void response.writeHead(201).end());
  expect(await lax(`http://a.example:${port}/`, '127.0.0.1')).toEqual({ kind: 'ok', httpStatus: 201 });
  expect(await lax('http://a.example/', '10.0.0.8')).toMatchObject({ kind: 'failed', reason: 'address' });
  expect(await lax('http://a.example/', '8.8.8.8')).toMatchObject({ kind: 'failed', reason: 'address' });
});

it('keeps the beginning of what a refusal says, as a line, and hears for how long it is to wait', async () => {
  const port = await served((request, response) => {
    if (request.url === '/busy') response.writeHead(503, { 'retry-after': '120' }).end();
    else response.writeHead(422).end(`no\r\n\0account ${'x'.repeat(500)}`);
  });
  const out = { allowsLoopback: true };
  const refused = await postCall(call(`http://127.0.0.1:${port}/`), out);
  expect(refused).toMatchObject({ kind: 'failed', reason: 'status', httpStatus: 422 });
  expect('detail' in refused ? refused.detail : '').toMatch(/^no account x{289}$/);
  expect(await postCall(call(`http://127.0.0.1:${port}/busy`), out)).toMatchObject({ kind: 'retry', httpStatus: 503, afterMs: 120_000 });
});

it('does not wait for a resolver that never answers', async () => {
  const resolve = () => new Promise<never>(() => undefined);
  expect(await postCall({ ...call('https://a.example/'), timeoutMs: 50 }, { allowsLoopback: false, resolve })).toMatchObject({
    kind: 'retry',
    reason: 'timeout',
  });
});
