import { isLocalDate, localDateOf } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import { isCurrency } from '#lib/base/money.ts';
import { unstorable } from '#lib/base/storable.ts';
import { escapeHtml } from './email/escape.ts';
import { plainEmail, plainTwin } from './email/frame.ts';
import { isSafeLink, unsafeLink } from './email/links.ts';
import { type Engine, MAX_TEMPLATE, makeEngine, type Notation, textOf } from './engine.ts';
import type { ApprovedCall, MessageExtras } from './extras.ts';
import { givenName } from './given-name.ts';
import { dateIn, localeOf, moneyIn } from './locale.ts';
import { type MessageSight, variablesOf } from './sight.ts';
import type { MessageTemplate } from './template.ts';

/** A message ready to be sent, or why there is none, in a sentence for whoever wrote the template. */
export type Rendered = RenderedWords | { readonly ok: false; readonly problem: string };

/** `body` is plain text; an e-mail has `html` beside it, what WhatsApp approved the call of its template. */
interface RenderedWords {
  readonly ok: true;
  readonly subject: string | null;
  readonly body: string;
  readonly html: string | null;
  readonly approved: ApprovedCall | null;
}

/** What the filters know of the reader. `currency` is that of the accounts; null where they differ. */
export interface Reader {
  readonly locale: string;
  readonly zone: string;
  readonly today: LocalDate;
  readonly currency: string | null;
}

let engine: Engine<Reader> | null = null;
let htmlEngine: Engine<Reader> | null = null;

/** Gmail shows the first 102 kB of a mail and hides the rest, the way to opt out with it. */
const MAX_HTML = 100_000;

const HTML: Notation = {
  escape: (value) => escapeHtml(textOf(value)),
  written: [],
  mostRead: 10 * MAX_TEMPLATE,
  mostWritten: MAX_HTML,
};

/** The filters of the house, beside Liquid's own. */
export const FILTERS = { money, date, name: given };

/** The names of the filters of the house, beside Liquid's own. */
export const HOUSE_FILTERS: readonly string[] = Object.keys(FILTERS);

/**
 * A template in one debtor's words. Filters beside Liquid's: `money` (minor units, in the currency of the accounts or the
 * one given: `{{ a.balance | money: a.currency }}`), `date` (`{{ account.dueDate | date }}`, `| date: 'short'`) and `name`
 * (the given name). Amounts and dates follow the template's language and the debtor's country. A variable that does not
 * exist, a value that is missing where a text depends on it, an empty text and a template that would run away are
 * problems; nothing is thrown but for a sight without accounts.
 */
export function renderMessage(template: MessageTemplate, sight: MessageSight): Rendered {
  const variables = variablesOf(sight);
  try {
    const reader = readerOf(template, sight);
    const subject = template.subject === null ? null : oneLine(part('subject', template.subject, variables, reader));
    const words = part('body', template.body, variables, reader).trim();
    const extras = template.extras ?? {};
    const approved = approvedCall(extras.approved, variables, reader);
    if (template.channel !== 'email') return { ok: true, subject, body: words, html: null, approved };
    if (extras.html !== undefined) return { ok: true, subject, body: words, html: htmlOf(extras.html, variables, reader), approved };
    const button = buttonOf(extras.button, variables, reader);
    const html = plainEmail({ language: reader.locale, subject, creditor: sight.workspaceName, words, button });
    return { ok: true, subject, body: plainTwin(words, button), html, approved };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ok: false, problem: error.message };
  }
}

function approvedCall(approved: MessageExtras['approved'], variables: object, reader: Reader): ApprovedCall | null {
  if (!approved) return null;
  const { name, language, category } = approved;
  const values = approved.variables.map((text, index) => oneLine(part(`variable ${index + 1}`, text, variables, reader)));
  return { name, language, category, variables: values };
}

function buttonOf(button: MessageExtras['button'], variables: object, reader: Reader): { label: string; link: string } | null {
  if (!button) return null;
  const link = written('button', button.link, variables, reader).trim();
  if (link === '') return null;
  if (!isSafeLink(link)) throw new Error(`button: ${shown(link)} is no address to go to`);
  return { label: oneLine(part('button', button.label, variables, reader)), link };
}

function htmlOf(text: string, variables: object, reader: Reader): string {
  try {
    htmlEngine ??= makeEngine<Reader>(FILTERS, HTML);
    const html = htmlEngine.render(text, variables, reader).toWellFormed();
    const reason = unstorable(html);
    if (reason !== null) throw new Error(`it ${reason}`);
    const unsafe = unsafeLink(html);
    if (unsafe !== null) throw new Error(`${shown(unsafe)} is no address to go to`);
    return html;
  } catch (error) {
    throw new Error(`mjml: ${sentenceOf(error)}`);
  }
}

/** The reader of a text in this language; `*`: the one that the sight names. */
export function readerOf(template: Pick<MessageTemplate, 'language'>, { accounts, language, debtor, zone, today }: MessageSight): Reader {
  const [currency = null, ...others] = new Set(accounts.map((account) => account.currency));
  const locale = localeOf(template.language === '*' ? language : template.language, debtor.country);
  return { locale, zone, today, currency: others.length === 0 ? currency : null };
}

function part(name: string, text: string, variables: object, reader: Reader): string {
  const rendered = written(name, text, variables, reader);
  if (rendered.trim() === '') throw new Error(`${name}: it is empty`);
  return rendered;
}

function written(name: string, text: string, variables: object, reader: Reader): string {
  try {
    engine ??= makeEngine<Reader>(FILTERS);
    const rendered = engine.render(text, variables, reader).toWellFormed();
    const reason = unstorable(rendered);
    if (reason !== null) throw new Error(`it ${reason}`);
    return rendered;
  } catch (error) {
    throw new Error(`${name}: ${sentenceOf(error)}`);
  }
}

/** Liquid's message without its drawing of the place: `unknown variable "account.balnce", line 1`. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = ''] = error.message.split('\n', 1);
  return first
    .replace('Maximum call stack size exceeded', 'it is nested too deep')
    .replace(/^undefined variable: (.+?)(?=, line|$)/, 'unknown variable "$1"')
    .replace(/^undefined filter: (.+?)(?=, line|$)/, 'unknown filter "$1"');
}

function money(value: unknown, argument: unknown, reader: Reader): string {
  const minor = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof minor !== 'number' || !Number.isSafeInteger(minor)) throw new Error(`money: ${shown(value)} is no amount in minor units`);
  if (argument !== undefined && (typeof argument !== 'string' || !isCurrency(argument)))
    throw new Error(`money: ${shown(argument)} is no currency`);
  const currency = argument ?? reader.currency;
  if (currency === null) throw new Error('money: the accounts are in different currencies; write which, as in money: account.currency');
  return moneyIn(reader.locale, minor, currency);
}

function date(value: unknown, argument: unknown, reader: Reader): string {
  const style = argument ?? 'long';
  if (style !== 'long' && style !== 'short') throw new Error(`date: ${shown(argument)} is neither 'long' nor 'short'`);
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return dateIn(reader.locale, localDateOf(value, reader.zone), style, reader.today);
  if (typeof value === 'string' && isLocalDate(value)) return dateIn(reader.locale, value, style, reader.today);
  throw new Error(`date: ${shown(value)} is no date`);
}

function given(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') throw new Error(`name: ${shown(value)} is no name`);
  return givenName(value);
}

/** A value as a sentence names it; nothing is said of what stands in another type. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return 'a value that nobody said (guard it with {% if … %})';
  return typeof value === 'string' || typeof value === 'number' ? `"${value}"` : `a ${typeof value}`;
}

/** A subject is one line: a name with a line break in it must not become another header. */
function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
