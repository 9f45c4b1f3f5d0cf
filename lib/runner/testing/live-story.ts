import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#lib/base/instant.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { findWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '../clock.ts';
import { ClockRefused } from '../clock-mover.ts';
import type { Runner } from '../runner.ts';
import { deeds, SLUG } from './kill-story.ts';

/**
 * Moves the story's clock to its end, from wherever an earlier life left it: to the instant of each deed, which is then
 * done. A deed may have been done before a death; doing it again changes nothing.
 */
export async function liveStory(runner: Runner): Promise<void> {
  const { db } = runner;
  for (const { at, events, accounts } of deeds()) {
    const workspace = await findWorkspace(db, SLUG);
    if (!workspace || workspace.clockAt === null) throw new Error(`the workspace ${SLUG} was not prepared`);
    if (workspace.clockAt > at) continue;
    await moveWhenFree(runner, workspace.id, at);
    await db.transaction(async (tx) => {
      await upsertPortfolio(tx, workspace, { debtors: [], accounts }, at);
      await storeEvents(tx, workspace, events, at);
    });
  }
}

/** On PostgreSQL nobody knows at once that the mover of an earlier life is gone: it is waited for, up to ten seconds. */
async function moveWhenFree(runner: Runner, workspaceId: number, at: Instant): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      await moveClock(runner, workspaceId, at);
      return;
    } catch (error) {
      if (!(error instanceof ClockRefused) || left === 0) throw error;
    }
    await pause(50);
  }
}
