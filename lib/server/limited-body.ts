import 'server-only';
import { Refused } from './api-call.ts';

/** More than any deed, setting or sign-in says. */
const SMALL_BYTES = 64 * 1024;

/** The body of a call that says little, as JSON. Throws Refused where it is over 64 KiB or no JSON. */
export function readJson(request: Request): Promise<unknown> {
  return readLimitedJson(request, SMALL_BYTES);
}

/** The fields of a form as a browser sends one without files. Throws Refused where it is over 64 KiB. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request, SMALL_BYTES));
}

/**
 * The body of a call as JSON, of at most so many bytes. A larger one is refused by its declared length before a byte is
 * read, and one that declares none as soon as it is over; what is no JSON is refused too.
 */
export async function readLimitedJson(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'bad-request', [{ path: '$', message: 'This is not JSON.' }]);
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  for await (const chunk of request.body ?? []) {
    read += chunk.byteLength;
    if (read > maxBytes) throw tooLarge(maxBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(maxBytes: number): Refused {
  return new Refused(413, 'too-large', [{ path: '$', message: `The body is over ${maxBytes} bytes.` }]);
}
