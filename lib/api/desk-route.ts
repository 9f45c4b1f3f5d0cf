import { call } from './call.ts';
import type { DeskDeed, DeskList, DeskTaskWhole } from './desk.ts';

/** Under what the worklist of the open workspace is remembered. */
export const DESK_KEY = ['desk'] as const;

/** Under what a task is remembered. */
export function taskKey(key: string) {
  return ['desk', key] as const;
}

/** The worklist. Throws CallFailed, as all of these do. */
export function readDesk(signal?: AbortSignal): Promise<DeskList> {
  return call('/api/v1/tasks', signal ? { signal } : {});
}

/** One task. */
export function readTask(key: string, signal?: AbortSignal): Promise<DeskTaskWhole> {
  return call(`/api/v1/tasks/${encodeURIComponent(key)}`, signal ? { signal } : {});
}

/** Does one deed and answers how the task stands. */
export function doTask(key: string, deed: DeskDeed): Promise<DeskTaskWhole> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(deed) };
  return call(`/api/v1/tasks/${encodeURIComponent(key)}`, init);
}
