/** Something wrong with outside input: where it stands and how to mend it. `path` is a JSON path (`$.nodes[2].config.when`) or a place in a file. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** What reading outside input gives: the trusted value, or every problem found. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** `['nodes', 2, 'config', 'when']` → `$.nodes[2].config.when`; below another place than the root where `from` names it. */
export function jsonPath(parts: readonly PropertyKey[], from = '$'): string {
  return parts.reduce<string>((text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`), from);
}

/** Closes a discriminated union: a case that was forgotten does not compile, and one that slips through throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case ${JSON.stringify(value)}`);
}
