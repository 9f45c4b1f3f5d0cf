import { describe, expect, it, vi } from 'vitest';
import { readForm, readJson, readLimitedJson } from './limited-body.ts';

vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({}));

const post = (body: string | ReadableStream, headers: Record<string, string> = {}) =>
  new Request('https://cadenza.test/', { method: 'POST', body, headers, ...(typeof body === 'string' ? {} : { duplex: 'half' }) });

/** A body that declares no length and never ends. */
const endless = () => {
  let given = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 1;
      controller.enqueue(new Uint8Array(16_384).fill(97));
    },
  });
  return { stream, given: () => given };
};

describe('the body of a call', () => {
  it('is JSON or the fields of a form', async () => {
    expect(await readJson(post('{"a":[1]}'))).toEqual({ a: [1] });
    expect([...(await readForm(post('answer=accept&date=2026-03-18&name=Mar%C3%ADa')))]).toEqual([
      ['answer', 'accept'],
      ['date', '2026-03-18'],
      ['name', 'María'],
    ]);
    await expect(readJson(post('{'))).rejects.toMatchObject({ status: 400 });
    await expect(readJson(post(''))).rejects.toMatchObject({ status: 400 });
  });

  it('is refused by the length that it declares, and where it never ends after a few reads', async () => {
    await expect(readForm(post('x', { 'content-length': '99999999' }))).rejects.toMatchObject({ status: 413 });
    await expect(readLimitedJson(post('[1,2,3]'), 6)).rejects.toMatchObject({ status: 413 });
    for (const read of [readForm, readJson]) {
      const { stream, given } = endless();
      await expect(read(post(stream))).rejects.toMatchObject({ status: 413 });
      expect(given()).toBeLessThan(10);
    }
  });
});
