/** Why a text cannot be stored, as the rest of a sentence; null where it can. PostgreSQL refuses NUL and half surrogates. */
export function unstorable(text: string): string | null {
  if (text.includes('\0')) return 'holds a NUL character';
  return text.isWellFormed() ? null : 'holds half a character (a lone surrogate)';
}

/** As `unstorable`, for every text inside a JSON value, keys included. */
export function unstorableIn(value: unknown): string | null {
  if (typeof value === 'string') return unstorable(value);
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const reason = unstorable(key) ?? unstorableIn(item);
    if (reason !== null) return reason;
  }
  return null;
}
