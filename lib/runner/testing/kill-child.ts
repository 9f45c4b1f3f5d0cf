// A process that lives through the story and is killed on the way: `kill-child.ts PLACE LOG [POINT COUNT]`. It says `ready`
// when it begins to move the clock and `arrived` when there is nothing left to do.
import { appendFileSync } from 'node:fs';
import type { ChannelProvider } from '#lib/channels/channel.ts';
import { sandboxChannel } from '#lib/channels/sandbox.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { sandboxStore } from '#lib/db/queries/sandbox.ts';
import { createRunner, type Runner } from '../runner.ts';
import { liveStory } from './live-story.ts';

const [place = '', log = '', point = '', count = '0'] = process.argv.slice(2);

/** Writes down every key that is handed over, before the sandbox keeps it: what is handed over twice stands there twice. */
function writingDown(channel: ChannelProvider): ChannelProvider {
  return {
    ...channel,
    deliver: (batch) => {
      appendFileSync(log, batch.map(({ key }) => `${key}\n`).join(''));
      return channel.deliver(batch);
    },
  };
}

function runnerThatDies(db: Database): Runner {
  let passed = 0;
  return createRunner(db, {
    // Several may share a PostgreSQL, so what a life left behind is given up only after a while: here a short one.
    ...(db.kind === 'postgres' ? { leaseMs: 200, moverSilenceMs: 400 } : {}),
    channel: writingDown(sandboxChannel(sandboxStore(db))),
    at: (here) => {
      if (here === point && ++passed === Number(count)) process.kill(process.pid, 'SIGKILL');
    },
  });
}

const db = await openDatabase(JSON.parse(place));
process.stdout.write('ready\n');
await liveStory(runnerThatDies(db));
process.stdout.write('arrived\n');
await db.close();
