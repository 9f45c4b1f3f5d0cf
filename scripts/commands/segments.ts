import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { countSegments } from '#lib/message/segments.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';

const lineSchema = z.object({ text: z.string() });

/** Counts the SMS that texts take, one a line. */
export const command: Command = {
  name: 'segments',
  summary: 'count the SMS that texts take',
  help: [
    'usage: cadenza segments < LINES',
    '',
    'Reads {"text"} lines on standard input and prints {"encoding": "GSM-7" | "UCS-2", "units", "segments"} for each, in order.',
    'Units are septets, an extension letter (€ [ ] { } ~ …) being two, or UTF-16 units. Empty lines are passed over.',
    '',
    'Exits 0 when every line was counted, 2 where one is not {"text"}: it prints {"error"}, so that lines stay in step.',
  ].join('\n'),
  async run(argv, io) {
    const { positionals } = parseArgs({ args: [...argv], allowPositionals: true });
    if (positionals.length > 0) throw new UsageError('segments reads standard input: cadenza segments < LINES');
    return countLines(process.stdin, io);
  },
};

/** Counts each line of a stream; answers the exit code. */
export async function countLines(source: Readable, io: CommandIo): Promise<number> {
  let exitCode = 0;
  let number = 0;
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.replace(/^\ufeff/, '').trim() === '') continue;
    const text = textOf(line);
    if (text !== null) io.stdout(JSON.stringify(countSegments(text)));
    else {
      exitCode = 2;
      const error = `line ${number} is not a JSON object with a "text"`;
      io.stdout(JSON.stringify({ error }));
      io.stderr(error);
    }
  }
  return exitCode;
}

function textOf(line: string): string | null {
  try {
    return lineSchema.safeParse(JSON.parse(line.replace(/^\ufeff/, ''))).data?.text ?? null;
  } catch {
    return null;
  }
}
