/** The longest key of a journey or a message template. */
const KEY_LENGTH = 64;
/** Of a name no more is taken, so that a number can follow it. */
const NAME_LENGTH = 56;

/** A name as a key is written: `Mora temprana (2)` → `mora-temprana-2`. Empty where nothing of it can be written so. */
export function keyOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return trimmed(plain.replace(/[^a-z0-9]+/g, '-').slice(0, NAME_LENGTH));
}

/** The wanted key or, where that is taken, the first of `key-2`, `key-3`, … that is not; never longer than a key may be. */
export function freeKey(wanted: string, isTaken: (key: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let n = 2; ; n++) {
    const key = `${trimmed(wanted.slice(0, KEY_LENGTH - `-${n}`.length))}-${n}`;
    if (!isTaken(key)) return key;
  }
}

function trimmed(key: string): string {
  return key.replace(/^-+|-+$/g, '');
}
