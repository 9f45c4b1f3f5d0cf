/** The largest count of one millisecond: 12 bits. */
const MAX_COUNT = 0xfff;

/** Random bytes are asked of the system for many at once: one at a time the asking costs more than the rest. */
const pool = new Uint8Array(16 * 256);
let unused = 0;

let last = 0;
let count = 0;

/**
 * A UUID of version 7 (RFC 9562, method 1 of section 6.2): 48 bits of the system's clock, a count within the
 * millisecond, then random bits. Those of one process are in the order of their making, so that rows made together stand
 * together in an index and can be read in that order.
 */
export function uuid7(): string {
  if (unused === 0) {
    crypto.getRandomValues(pool);
    unused = pool.length;
  }
  unused -= 16;
  const bytes = pool.subarray(unused, unused + 16);
  const view = new DataView(pool.buffer, unused, 16);
  tickOn(view.getUint16(6) & 0x7ff);
  view.setUint32(0, Math.floor(last / 65_536));
  view.setUint16(4, last % 65_536);
  view.setUint16(6, 0x7000 | count);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = bytes.toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The next count; a new millisecond begins at `start`. One whose counts are used up lends from the next, and a clock set back is not followed. */
function tickOn(start: number): void {
  const now = Date.now();
  if (now > last) {
    last = now;
    count = start;
  } else if (count < MAX_COUNT) count++;
  else {
    last++;
    count = start;
  }
}
