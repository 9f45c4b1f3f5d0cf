import { promises as dns, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isInnerAddress, isLoopback } from '#lib/base/inner-host.ts';

/** A call as it leaves the house. */
export interface OutgoingCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Within so many milliseconds the receiver must have been found, reached and have begun to answer. */
  readonly timeoutMs: number;
}

/** What became of one attempt: taken, refused for good, or to be tried again (after `afterMs` where the receiver says so). */
export type CallFate =
  | { readonly kind: 'ok'; readonly httpStatus: number }
  | {
      readonly kind: 'failed';
      readonly reason: 'status' | 'redirect' | 'address';
      readonly httpStatus: number | null;
      readonly detail: string | null;
    }
  | {
      readonly kind: 'retry';
      readonly reason: 'status' | 'timeout' | 'network';
      readonly httpStatus: number | null;
      readonly detail: string | null;
      readonly afterMs: number | null;
    };

/** How this installation calls out. */
export interface CallingOut {
  /** For trying out on one machine only: http as well, and its own loopback, which else nobody may call. */
  readonly allowsLoopback: boolean;
  /** All addresses of a name; default: the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Ends what is under way, as if it had not been answered. */
  readonly signal?: AbortSignal;
}

/** Of an answer no more than this is read: its status has said all; what of it is kept, for a failure. */
const MAX_ANSWER = 64 * 1024;
const MAX_DETAIL = 300;
const MAX_HEADERS = 16 * 1024;

/**
 * Makes one POST and says what became of it; throws nothing. The name is resolved once and the connection made to an address
 * that was looked at, so that a name cannot lead elsewhere the second time; inside a network nobody is called. A redirect
 * is not followed. The status decides: what the receiver does after it has sent one changes nothing.
 */
export async function postCall(call: OutgoingCall, out: CallingOut): Promise<CallFate> {
  const url = URL.parse(call.url);
  const isAllowed = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && out.allowsLoopback));
  if (!url || !isAllowed) return refused('no address that may be called');
  const deadline = AbortSignal.timeout(call.timeoutMs);
  const signal = out.signal ? AbortSignal.any([deadline, out.signal]) : deadline;
  try {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const open = (await abortable(addressesOf(host, out), signal)).filter(({ address }) => mayCall(url, address, out));
    if (open.length === 0) return refused(`${host} is inside a network`);
    return await post(url, call, open, signal);
  } catch (error) {
    if (deadline.aborted) return { kind: 'retry', reason: 'timeout', httpStatus: null, detail: null, afterMs: null };
    return { kind: 'retry', reason: 'network', httpStatus: null, detail: sentenceOf(error), afterMs: null };
  }
}

function refused(detail: string): CallFate {
  return { kind: 'failed', reason: 'address', httpStatus: null, detail };
}

async function addressesOf(host: string, { resolve }: CallingOut): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return resolve ? resolve(host) : dns.lookup(host, { all: true });
}

/** Loopback only where it is allowed, and without encryption only there. */
function mayCall(url: URL, address: string, { allowsLoopback }: CallingOut): boolean {
  if (isLoopback(address)) return allowsLoopback;
  return !isInnerAddress(address) && url.protocol === 'https:';
}

/** Gives up waiting; whatever comes later goes nowhere. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function post(url: URL, call: OutgoingCall, open: readonly LookupAddress[], signal: AbortSignal): Promise<CallFate> {
  const body = Buffer.from(call.body, 'utf8');
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...call.headers, 'content-length': String(body.length), connection: 'close' },
    lookup: knownOnly(open),
    agent: false,
    maxHeaderSize: MAX_HEADERS,
    signal,
  };
  const { promise, resolve, reject } = Promise.withResolvers<CallFate>();
  const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
  request.on('error', reject);
  request.on('response', (answer) => {
    // From here on the status stands, also where the connection ends in an error.
    request.off('error', reject).on('error', () => undefined);
    void readStart(answer).then((text) => resolve(fateOf(answer, text)));
  });
  request.end(body);
  return promise;
}

/** For the connection: the addresses that were looked at, whatever the name says by now. */
function knownOnly(open: readonly LookupAddress[]): LookupFunction {
  return (_host: string, options: LookupOptions, found) => {
    const [first] = open;
    if (options.all) found(null, [...open]);
    else found(null, first?.address ?? '', first?.family);
  };
}

/** The beginning of an answer, until it ends, breaks off, is too long or too late: none of it is a failure of the call. */
function readStart(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const end = () => {
      answer.destroy();
      resolve(Buffer.concat(parts).subarray(0, MAX_ANSWER).toString('utf8'));
    };
    answer.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length > MAX_ANSWER) end();
    });
    answer.on('end', end).on('error', end).on('aborted', end).on('close', end);
  });
}

function fateOf(answer: IncomingMessage, text: string): CallFate {
  const httpStatus = answer.statusCode ?? 0;
  const detail = shortened(text);
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'ok', httpStatus };
  if (httpStatus >= 300 && httpStatus < 400) return { kind: 'failed', reason: 'redirect', httpStatus, detail: null };
  if (httpStatus !== 429 && httpStatus < 500) return { kind: 'failed', reason: 'status', httpStatus, detail };
  return { kind: 'retry', reason: 'status', httpStatus, detail, afterMs: retryAfter(answer.headers['retry-after']) };
}

/** `Retry-After` in seconds; a date is left aside, since clocks differ. */
function retryAfter(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null;
}

function sentenceOf(error: unknown): string | null {
  return shortened(error instanceof Error ? error.message : String(error));
}

/** What can be stored and read in a line; null where nothing is left. */
function shortened(text: string): string | null {
  const line = text
    .replace(/[\p{Cc}\p{Cs}\s\uFFFD]+/gu, ' ')
    .trim()
    .slice(0, MAX_DETAIL)
    .toWellFormed();
  return line === '' ? null : line;
}
