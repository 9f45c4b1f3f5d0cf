/*
 * Addresses at which nothing of the open internet answers, by the registries of special addresses of IANA (RFC 6890 and its
 * successors). A company's server must not be talked into calling them: behind them stand its own machines and the
 * credentials of its cloud.
 */

type Range4 = readonly [first: readonly [number, number, number, number], bits: number];

const INNER4: readonly Range4[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
];

/** True for an IP address (v4 in four decimals, v6 without brackets) that is not one of the open internet, and for text that is no address. */
export function isInnerAddress(address: string): boolean {
  const four = ipv4(address);
  if (four !== null) return INNER4.some(([first, bits]) => four >>> (32 - bits) === numberOf(first) >>> (32 - bits));
  const six = ipv6(address);
  return six === null || isInner6(six);
}

/** True for the host of a URL (as `URL.hostname` gives it) that can be seen to be inside: an inner address, or a name that only an inner network knows. */
export function isInnerHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (host.includes(':') || ipv4(host) !== null) return isInnerAddress(host);
  return !host.includes('.') || /\.(localhost|local|internal|intranet|lan|home\.arpa)$/.test(host);
}

/** True for the addresses of this very machine. */
export function isLoopback(address: string): boolean {
  const four = ipv4(address);
  if (four !== null) return four >>> 24 === 127;
  const six = ipv6(address);
  return six?.every((group, i) => group === (i === 7 ? 1 : 0)) ?? false;
}

/**
 * Of IPv6 only what is given out for the internet (2000::/3), without its special parts. What carries an address of IPv4 is
 * outside of it (mapped ::ffff:0:0/96, translated 64:ff9b::/96) or is left out whole (6to4 2002::/16, Teredo 2001::/32).
 */
function isInner6([a = 0, b = 0]: readonly number[]): boolean {
  const isGlobal = a >>> 13 === 1;
  const isSpecial = a === 0x2002 || (a === 0x2001 && (b < 0x200 || b === 0xdb8)) || (a === 0x3fff && b < 0x1000);
  return !isGlobal || isSpecial;
}

function numberOf([a, b, c, d]: readonly [number, number, number, number]): number {
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function ipv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!parts) return null;
  const [a = 256, b = 256, c = 256, d = 256] = parts.slice(1).map(Number);
  return Math.max(a, b, c, d) > 255 ? null : numberOf([a, b, c, d]);
}

/** The eight groups; null where it is none. A zone (`%eth0`) makes it none: it names a link. */
function ipv6(text: string): readonly number[] | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const four = tail ? ipv4(tail[2] ?? '') : null;
  if (tail && four === null) return null;
  const whole = tail && four !== null ? `${tail[1]}${(four >>> 16).toString(16)}:${(four & 0xffff).toString(16)}` : text;
  const halves = whole.split('::');
  if (halves.length > 2) return null;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if ([...head, ...rest].some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array<string>(missing).fill('0'), ...rest].map((group) => Number.parseInt(group, 16));
}
