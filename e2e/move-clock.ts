import { expect, type Page } from '@playwright/test';

/** Has the open workspace's clock move by the call that the header makes, and waits until it has arrived. The header has its own story. */
export async function moveClock(page: Page, move: object): Promise<void> {
  const answer = await page.request.post('/api/v1/clock', { data: move });
  expect(answer.status()).toBe(202);
  await expect
    .poll(async () => (await (await page.request.get('/api/v1/clock')).json()).move.state, { timeout: 80_000, intervals: [100, 250, 500] })
    .toBe('arrived');
}
