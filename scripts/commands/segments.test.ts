import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from './command.ts';
import { command, countLines } from './segments.ts';

async function counted(input: string) {
  const out: unknown[] = [];
  const errors: string[] = [];
  const io = { stdout: (line: string) => out.push(JSON.parse(line)), stderr: (line: string) => errors.push(line) };
  const code = await countLines(Readable.from([Buffer.from(input)]), io);
  return { code, out, errors };
}

describe('cadenza segments', () => {
  it('counts each line in order, whatever ends it', async () => {
    const input = '\ufeff{"text":"Señor, debe €5"}\r\n\n{"text":"El día 3","note":1}\n{"text":""}';
    expect(await counted(input)).toEqual({
      code: 0,
      errors: [],
      out: [
        { encoding: 'GSM-7', units: 15, segments: 1 },
        { encoding: 'UCS-2', units: 8, segments: 1 },
        { encoding: 'GSM-7', units: 0, segments: 0 },
      ],
    });
  });

  it('stays in step after a line that is none, and exits 2', async () => {
    expect(await counted('{"text":1}\nhello\n{"text":"a"}\n')).toEqual({
      code: 2,
      errors: ['line 1 is not a JSON object with a "text"', 'line 2 is not a JSON object with a "text"'],
      out: [
        { error: 'line 1 is not a JSON object with a "text"' },
        { error: 'line 2 is not a JSON object with a "text"' },
        { encoding: 'GSM-7', units: 1, segments: 1 },
      ],
    });
  });

  it('takes no file', async () => {
    await expect(command.run(['x.json'], { stdout: () => undefined, stderr: () => undefined })).rejects.toThrow(UsageError);
  });
});
