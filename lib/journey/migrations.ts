import type { Problem, Read } from '#lib/base/problem.ts';

type Json = Readonly<Record<string, unknown>>;

/** One step up the ladder. `migrate` gets a document of format `from` and returns one of the next; it changes nothing in place and sets no format. */
interface Migration {
  readonly name: string;
  readonly from: number;
  readonly migrate: (document: Json) => Json;
}

/** The formats of one kind of document, `<kind>/<version>`: which one is written, and the steps that lead up to it from older ones. */
export interface Ladder {
  readonly kind: string;
  readonly current: number;
  readonly steps: readonly Migration[];
}

/** The journey formats. There has been one so far, and so there is no step. A step that has landed is never edited. */
const JOURNEYS: Ladder = { kind: 'cadenza.journey', current: 1, steps: [] };

/**
 * Brings a document of an older format up to the one that is written, one named step per format; one that is current comes back as
 * it is. Refuses what has no format, one of another kind, one that is newer, by name, and one from which no step leads up.
 */
export function migrateDocument(value: unknown, ladder: Ladder = JOURNEYS): Read<unknown> {
  if (!isObject(value)) return refuse('$', `A journey is a JSON object that begins with "format": "${nameOf(ladder, ladder.current)}".`);
  const version = versionOf(value.format, ladder);
  if (version === null) return refuse('$.format', unknownFormat(value.format, ladder));
  if (version > ladder.current) return refuse('$.format', newerFormat(nameOf(ladder, version), ladder));
  return climb(value, version, ladder);
}

function climb(document: Json, from: number, ladder: Ladder): Read<unknown> {
  let current = document;
  for (let version = from; version < ladder.current; version++) {
    const step = ladder.steps.find((one) => one.from === version);
    if (!step) return refuse('$.format', unknownFormat(document.format, ladder));
    try {
      current = { ...step.migrate(current), format: nameOf(ladder, version + 1) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return refuse(
        '$',
        `This ${nameOf(ladder, version)} could not be brought to ${nameOf(ladder, version + 1)} (step "${step.name}"): ${why}.`,
      );
    }
  }
  return { ok: true, value: current };
}

function versionOf(format: unknown, ladder: Ladder): number | null {
  if (typeof format !== 'string' || !format.startsWith(`${ladder.kind}/`)) return null;
  const digits = format.slice(ladder.kind.length + 1);
  return /^(0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : null;
}

function newerFormat(format: string, ladder: Ladder): string {
  return `This is ${format}, which is newer than ${nameOf(ladder, ladder.current)}, the newest format that this version reads. Update Cadenza and open it again.`;
}

function unknownFormat(format: unknown, ladder: Ladder): string {
  const found = format === undefined ? 'There is no "format"' : `${JSON.stringify(format)} is not a format that this version reads`;
  return `${found}. Write "format": "${nameOf(ladder, ladder.current)}".`;
}

function nameOf(ladder: Ladder, version: number): string {
  return `${ladder.kind}/${version}`;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(path: string, message: string): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems: [{ path, message }] };
}
