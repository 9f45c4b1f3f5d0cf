import { unstorable } from '#lib/base/storable.ts';
import { type Engine, makeEngine, type Notation } from './engine.ts';
import { FILTERS, type Reader, readerOf, sentenceOf } from './render.ts';
import { type MessageSight, variablesOf } from './sight.ts';

/** What a call to another system says, or why it says nothing, in a sentence for whoever wrote it. */
export type CallBody = { readonly ok: true; readonly body: string } | { readonly ok: false; readonly problem: string };

const JSON_NOTATION: Notation = { escape: escapeJson, written: ['json'] };

let engine: Engine<Reader> | null = null;

/**
 * The body of a call as JSON, from Liquid over the same variables as a message. What a value prints is escaped for the inside
 * of a JSON string, so that no name, however written, can end the string it stands in (`"name": "{{ debtor.name }}"`);
 * the filter `json` writes a whole value, null and lists too (`"tags": {{ account.tags | json }}`). What does not come out
 * as JSON is a problem, as are an unknown variable and a text that would run away; nothing is thrown.
 */
export function renderCallBody(text: string, sight: MessageSight): CallBody {
  try {
    engine ??= makeEngine<Reader>({ ...FILTERS, json: wholeJson }, JSON_NOTATION);
    const body = engine.render(text, variablesOf(sight), readerOf({ language: '*' }, sight)).toWellFormed();
    const reason = unstorable(body);
    if (reason !== null) throw new Error(`it ${reason}`);
    return isJson(body) ? { ok: true, body } : { ok: false, problem: 'body: what comes out is no JSON' };
  } catch (error) {
    return { ok: false, problem: `body: ${sentenceOf(error)}` };
  }
}

function escapeJson(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') throw new Error('a list or a whole thing is printed; write it with the filter json');
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('one of its values is no number: is something divided by zero?');
  return JSON.stringify(String(value)).slice(1, -1);
}

function wholeJson(value: unknown): string {
  return JSON.stringify(value ?? null);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
