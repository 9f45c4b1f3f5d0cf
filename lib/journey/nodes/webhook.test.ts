import { expect, it } from 'vitest';
import { standing } from '../testing.ts';
import { type WebhookConfig, webhookNode } from './webhook.ts';

const config: WebhookConfig = { url: 'https://example.com/hook', body: '{}', timeoutSeconds: 10 };
const now = Date.UTC(2026, 2, 10);

it('is answered at once where nothing leaves the house, and noted', () => {
  expect(webhookNode.prepare(config).run(standing({ now }))).toEqual({
    kind: 'leave',
    handle: 'ok',
    why: { url: config.url, called: false },
  });
});

it('goes on by failed where a call is to leave and cannot: nobody is told that it was made', () => {
  expect(webhookNode.prepare(config).run(standing({ now, callsOut: true }))).toMatchObject({ handle: 'failed', why: { called: false } });
});

it('needs an address on the web without a password in it, and a time of whole seconds up to a minute', () => {
  const wrong = (changes: Partial<WebhookConfig>) =>
    webhookNode.problems({ ...config, ...changes }).map(({ code, path }) => `${code} ${path}`);
  expect(wrong({})).toEqual([]);
  for (const url of ['', 'example.com', 'ftp://example.com', 'javascript:alert(1)', 'https://user:secret@example.com/']) {
    expect(wrong({ url })).toEqual(['unknown-template url']);
  }
  for (const timeoutSeconds of [0, -1, 1.5, 61]) expect(wrong({ timeoutSeconds })).toEqual(['bad-time timeoutSeconds']);
});
