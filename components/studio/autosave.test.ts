import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed } from '#lib/api/call.ts';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { Autosave, type SaveState } from './autosave.ts';

const named = (name: string): JourneyDocument => ({ format: 'cadenza.journey/1', key: 'k', name, stages: [], nodes: [], edges: [] });
const conflict = { revision: 9, at: '2026-11-20T15:00:00Z', by: 'Ana', mine: false };
const refusal = (status: number, code: string, more = {}) => new CallFailed({ type: 'about:blank', code, status, title: code, ...more });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that stores on the right revision, and can be told to fail or to lose its answer. */
function stage() {
  const first = named('a');
  const server = { document: first, revision: 1, mood: null as Error | 'lost' | null, calls: 0 };
  let drawn = first;
  const states: SaveState[] = [];
  const store = (document: JourneyDocument) => {
    server.document = JSON.parse(JSON.stringify(document));
    server.revision++;
    return server.revision;
  };
  const autosave = new Autosave(
    {
      read: () => drawn,
      put: async (document, revision) => {
        server.calls++;
        if (server.mood instanceof Error) throw server.mood;
        if (revision !== server.revision) throw refusal(409, 'revision-conflict', { conflict });
        const stored = store(document);
        if (server.mood === 'lost') throw new CallFailed(null);
        return stored;
      },
      get: async () => ({ document: server.document, revision: server.revision }),
      isSame: (a, b) => canonicalJson(a) === canonicalJson(b),
      onState: (state) => states.push(state),
      onSaved: () => undefined,
    },
    { document: first, revision: 1 },
  );
  const draw = (name: string) => {
    drawn = named(name);
    autosave.touch();
  };
  return { server, autosave, states, draw, last: () => states.at(-1)?.kind };
}

describe('the autosave', () => {
  it('saves once for many changes, and says so', async () => {
    const { server, draw, last } = stage();
    draw('b');
    draw('c');
    expect(last()).toBe('unsaved');
    await vi.runAllTimersAsync();
    expect(server).toMatchObject({ calls: 1, revision: 2, document: { name: 'c' } });
    expect(last()).toBe('saved');
  });

  it('tries again while the network is gone, and then has it', async () => {
    const { server, draw, last } = stage();
    server.mood = new CallFailed(null);
    draw('b');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(last()).toBe('offline');
    expect(server.calls).toBeGreaterThan(1);
    server.mood = null;
    draw('c');
    await vi.runAllTimersAsync();
    expect(server.document.name).toBe('c');
    expect(last()).toBe('saved');
  });

  it('knows its own save again when only the answer was lost', async () => {
    const { server, draw, last } = stage();
    server.mood = 'lost';
    draw('b');
    await vi.advanceTimersByTimeAsync(800);
    server.mood = null;
    draw('c');
    await vi.runAllTimersAsync();
    expect(server).toMatchObject({ revision: 3, document: { name: 'c' } });
    expect(last()).toBe('saved');
  });

  it('writes nothing over what somebody else saved, until it is told to go on', async () => {
    const { server, autosave, draw, states, last } = stage();
    server.document = named('theirs');
    server.revision = 9;
    draw('mine');
    await vi.runAllTimersAsync();
    expect(states.at(-1)).toEqual({ kind: 'conflict', conflict });
    draw('more');
    await vi.runAllTimersAsync();
    expect(server.document.name).toBe('theirs');
    autosave.adopt(9, named('theirs'));
    await vi.runAllTimersAsync();
    expect(server.document.name).toBe('more');
    expect(last()).toBe('saved');
  });

  it('says that the session ended, and saves when asked again after a sign-in', async () => {
    const { server, autosave, draw, last } = stage();
    server.mood = refusal(401, 'signed-out');
    draw('b');
    await vi.runAllTimersAsync();
    expect(last()).toBe('signed-out');
    server.mood = null;
    expect(await autosave.flush()).toBe(2);
    expect(server.document.name).toBe('b');
  });

  it('has nothing to save where a change was undone', async () => {
    const { server, autosave, draw, last } = stage();
    draw('b');
    await vi.runAllTimersAsync();
    expect(await autosave.flush()).toBe(2);
    expect(server.calls).toBe(1);
    expect(last()).toBe('saved');
  });
});
