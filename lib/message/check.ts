import { FIELDS } from '#lib/facts/catalogue.ts';
import { type MarkupFault, type MarkupProblem, readMarkup } from './email/markup.ts';
import { inspectText, MAX_TEMPLATE, type UsedVariable } from './engine.ts';
import type { AuthoredExtras } from './extras.ts';
import { HOUSE_FILTERS } from './render.ts';
import { variablePaths } from './sight.ts';

/** What is wrong with a text, before anybody is written to. */
export type TextFault =
  | 'empty'
  | 'too-long'
  | 'unstorable'
  | 'unknown-variable'
  | 'unknown-filter'
  | 'unknown-tag'
  | 'not-closed'
  | 'syntax'
  | MarkupFault;

/** What a message is made of; `button` is its words and its link, `variable` what stands in a place of an approved template. */
export type MessagePart = 'subject' | 'body' | 'mjml' | 'button' | 'variable';

/** One fault of a message: in which part, where (line and column from 1), what it is about, and what may have been meant. */
export interface TextProblem {
  readonly part: MessagePart;
  readonly fault: TextFault;
  /** The variable, filter or tag; what Liquid says of it where it is syntax. */
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** A known name that is close; null where none is. */
  readonly meant: string | null;
}

/**
 * What is wrong with the words of a message: syntax, variables and filters that the renderer does not know, an empty or an
 * endless text. Pure, without a debtor: what depends on one (a value that nobody said) only a preview shows.
 */
export function checkMessage({ subject, body, extras }: CheckedMessage): readonly TextProblem[] {
  const { mjml, button, approved } = extras ?? {};
  const markup = mjml === undefined || mjml.trim() === '' ? null : mjml;
  return [
    ...(subject === null ? [] : checkText('subject', subject)),
    // Of an e-mail in MJML the twin is made where nobody wrote one.
    ...(markup !== null && body.trim() === '' ? [] : checkText('body', body)),
    ...(markup === null ? [] : [...checkText('mjml', markup), ...markupProblems(readMarkup(markup).problems)]),
    ...(button ? [...checkText('button', button.label), ...checkText('button', button.link)] : []),
    ...(approved?.variables ?? []).flatMap((text) => checkText('variable', text)),
  ];
}

/** The words of a message as they are about to be kept. */
interface CheckedMessage {
  readonly subject: string | null;
  readonly body: string;
  readonly extras?: AuthoredExtras | null;
}

/** What is wrong with the MJML of a message, as one of its problems. */
export function markupProblems(problems: readonly MarkupProblem[]): readonly TextProblem[] {
  return problems.map((problem) => ({ part: 'mjml', meant: null, ...problem }));
}

function checkText(part: TextProblem['part'], text: string): readonly TextProblem[] {
  const whole = (fault: TextFault) => [{ part, fault, name: '', line: 1, column: 1, meant: null }];
  if (text.length > MAX_TEMPLATE) return whole('too-long');
  if (text.trim() === '') return whole('empty');
  if (text.includes('\0') || !text.isWellFormed()) return whole('unstorable');
  const read = inspectText(text, HOUSE_FILTERS);
  if (!read.ok) return [{ part, meant: null, ...faultOf(read.message), line: read.line, column: read.column }];
  const loops = accountLoops(text);
  return read.variables.flatMap((variable) => {
    const path = pathOf(variable, loops);
    if (path === null || isKnown(path)) return [];
    const { line, column, segments } = variable;
    const name = segments.map((segment) => segment ?? '…').join('.');
    return [{ part, fault: 'unknown-variable' as const, name, line, column, meant: meantBy(path) }];
  });
}

function faultOf(message: string): { readonly fault: TextFault; readonly name: string } {
  const filter = /^undefined filter: (.+)$/.exec(message)?.[1];
  if (filter !== undefined) return { fault: 'unknown-filter', name: filter };
  const tag = /^tag "(.+)" not found$/.exec(message)?.[1];
  if (tag !== undefined) return { fault: 'unknown-tag', name: tag };
  const open = /^(?:tag|output) (.+) not closed$/s.exec(message)?.[1];
  if (open !== undefined) return { fault: 'not-closed', name: open.replace(/^"|"$/g, '') };
  return { fault: 'syntax', name: message };
}

/** The names that a loop over the accounts gives to one of them: `{% for a in accounts %}`. */
function accountLoops(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\{%-?\s*for\s+([\w-]+)\s+in\s+accounts\b/g)].flatMap(([, name]) => (name ? [name] : [])));
}

/** A variable as a path of the catalogue, an account of a list as `account`; null for names that the text gives itself. */
function pathOf({ segments, isGlobal }: UsedVariable, loops: ReadonlySet<string>): readonly (string | null)[] | null {
  const [root, ...rest] = segments;
  if (typeof root === 'string' && loops.has(root)) return ['account', ...rest];
  if (!isGlobal) return null;
  if (root !== 'accounts') return segments;
  const [which, ...field] = rest;
  if (which === undefined || which === 'size') return ['accounts'];
  return which === 'first' || which === 'last' || which === null || /^-?\d+$/.test(which) ? ['account', ...field] : ['accounts', which];
}

const PATHS: ReadonlySet<string> = new Set(variablePaths());
/** Below these anything may stand: attributes as they were imported, lists, hours. */
const OPEN = [
  'account.attributes',
  'debtor.attributes',
  ...FIELDS.filter(({ type }) => type === 'list' || type === 'object').map(({ path }) => path),
];

/** `null` in a path is what is known only when it is rendered. */
function isKnown(path: readonly (string | null)[]): boolean {
  for (let length = path.length; length > 0; length--) {
    const known = path.slice(0, length);
    if (known.includes(null)) continue;
    const name = known.join('.');
    const rest = path.slice(length);
    if (OPEN.includes(name)) return true;
    if (PATHS.has(name)) return rest.length === 0 || rest[0] === null || (rest.length === 1 && rest[0] === 'size');
    if (isParent(name)) return rest.length === 0 || rest[0] === null;
  }
  return false;
}

function isParent(name: string): boolean {
  return [...PATHS].some((path) => path.startsWith(`${name}.`));
}

/** The known name that is at most a third away, by letters to be changed. */
function meantBy(path: readonly (string | null)[]): string | null {
  const name = path.join('.');
  const near = [...PATHS].map((known) => ({ known, distance: lettersBetween(name, known) })).sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(2, name.length / 4) ? near.known : null;
}

function lettersBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      now.push(Math.min(changed, (before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1));
    }
    before = now;
  }
  return before[b.length] ?? 0;
}
