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

it('calls out once in a live run and waits for what becomes of the call', () => {
  const step = webhookNode.prepare(config);
  expect(step.run(standing({ now, callsOut: true }))).toEqual({
    kind: 'wait',
    until: null,
    actedAt: now,
    effect: { kind: 'call-out', ...config },
    why: { url: config.url, called: true },
  });
  expect(step.run(standing({ now, callsOut: true, actedAt: now }))).toEqual({ kind: 'wait', until: null, actedAt: now });
  for (const answer of ['ok', 'failed'] as const) {
    const left = { kind: 'leave', handle: answer, why: { url: config.url, called: true } };
    expect(step.run(standing({ now, callsOut: true, actedAt: now, answer }))).toEqual(left);
    expect(step.run(standing({ now, callsOut: false, actedAt: now, answer }))).toEqual(left);
  }
});

it('needs an address on the web without a password in it, and a time of whole seconds up to a minute', () => {
  const reasonOf = (url: string) =>
    webhookNode.problems({ ...config, url }).map((problem) => ('reason' in problem ? problem.reason : ''))[0];
  const wrong = (changes: Partial<WebhookConfig>) =>
    webhookNode.problems({ ...config, ...changes }).map(({ code, path }) => `${code} ${path}`);
  expect(wrong({})).toEqual([]);
  for (const url of ['', 'example.com', 'ftp://example.com', 'javascript:alert(1)', 'https://user:secret@example.com/']) {
    expect(wrong({ url })).toEqual(['unknown-template url']);
  }
  expect(reasonOf('http://example.com/hook')).toBe('insecure-url');
  for (const url of [
    'https://localhost/',
    'http://127.0.0.1:8080/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest',
  ])
    expect(reasonOf(url)).toBe('inner-url');
  for (const timeoutSeconds of [0, -1, 1.5, 61]) expect(wrong({ timeoutSeconds })).toEqual(['bad-time timeoutSeconds']);
});
