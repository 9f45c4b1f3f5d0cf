import {
  Context,
  defaultOperators,
  type Emitter,
  type FilterImplOptions,
  filters,
  Liquid,
  type Operators,
  type Template,
  tags,
  toValue,
  toValueSync,
} from 'liquidjs';

/*
 * Liquid for texts that marketers write and debtors' own words run through. What a template may do is listed, not what
 * it may not: no files, no randomness, no clock, no prototype. Its work is counted in operations, not in milliseconds,
 * so that the same text has the same fate on a busy machine.
 */

/** The longest template, in UTF-16 units. */
export const MAX_TEMPLATE = 20_000;
/** The longest text that comes out. */
const MAX_OUTPUT = 50_000;
/** Pieces rendered, filters and comparisons in one text; an ordinary message needs about 30. */
const MAX_OPERATIONS = 20_000;
/** Characters and elements that filters may make in one text. */
const MAX_MEMORY = 200_000;
const MAX_PARSED_KEPT = 1_000;

/** No `capture`: what it gathers is counted nowhere, and twice itself forty times is a terabyte. No `include`: there are no files. */
const TAGS = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment', 'raw', 'echo', '#'];

/** Each gives the same for the same. Left out, beside what nobody needs: `sample`, which draws lots, and Liquid's own `date`, which reads the clock. */
const FILTERS =
  'abs append at_least at_most capitalize ceil compact concat default divided_by downcase first floor join last lstrip map minus modulo ' +
  'plus prepend remove remove_first replace replace_first reverse round rstrip size slice sort sort_natural split strip strip_newlines sum times ' +
  'truncate truncatewords uniq upcase where';

/** A filter of the house: the value, the argument if there is one, and what was handed to `render`. */
type HouseFilter<Reader> = (value: unknown, argument: unknown, reader: Reader) => string;

/** Renders text over variables; throws an Error with a sentence for whoever wrote the text. */
export interface Engine<Reader> {
  render(text: string, variables: object, reader: Reader): string;
}

/** How what a text prints is written where it is to be read by a machine. */
export interface Notation {
  /** What a value becomes that is printed as it is. */
  escape(value: unknown): string;
  /** Filters whose result is written in the notation already. */
  readonly written: readonly string[];
  /** The longest text that is read, and that comes out, where they are not those of a message. */
  readonly mostRead?: number;
  readonly mostWritten?: number;
}

/** An engine with filters of the house beside Liquid's harmless ones. Parsed texts are kept. */
export function makeEngine<Reader>(houseFilters: Readonly<Record<string, HouseFilter<Reader>>>, notation?: Notation): Engine<Reader> {
  const liquid = strictLiquid(notation);
  for (const [name, filter] of Object.entries(houseFilters)) {
    liquid.registerFilter(name, {
      raw: notation?.written.includes(name) ?? false,
      handler(value, argument) {
        countOperation(this.context);
        return filter(toValue(value), toValue(argument), this.context.getRegister<Reader>('reader'));
      },
    });
  }
  const parsed = new Map<string, Template[]>();
  return {
    render: (text, variables, reader) => {
      const context = new Context(variables, liquid.options, { sync: true }, { liquid });
      context.renderLimit.check = operationCounter();
      context.setRegister('reader', reader);
      const emitter = new BoundedText(notation?.mostWritten ?? MAX_OUTPUT);
      toValueSync(liquid.renderer.renderTemplates(parse(liquid, parsed, text, notation?.mostRead ?? MAX_TEMPLATE), context, emitter));
      return emitter.buffer;
    },
  };
}

/** A variable that a text reads: its path (null: a part that only rendering knows) and where it stands, from 1. */
export interface UsedVariable {
  readonly segments: readonly (string | null)[];
  /** False for a name that the text gives itself, by an assignment or a loop. */
  readonly isGlobal: boolean;
  readonly line: number;
  readonly column: number;
}

/** The variables of a text in the order of their places, or the first thing in it that cannot be read. */
export type Inspected =
  | { readonly ok: true; readonly variables: readonly UsedVariable[] }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

let inspector: Liquid | null = null;

/** Reads a text without rendering it. `filters`: the names of the house's own. Throws nothing for what a person can write. */
export function inspectText(text: string, filters: readonly string[]): Inspected {
  if (!inspector) {
    inspector = strictLiquid();
    for (const name of filters) inspector.registerFilter(name, (value) => value);
  }
  try {
    const { variables, globals } = inspector.analyzeSync(inspector.parse(text), { partials: false });
    const global = new Set(Object.values(globals).flat().map(placeOf));
    const used = Object.values(variables)
      .flat()
      .map((variable) => ({
        segments: variable.segments.map((segment) => (typeof segment === 'object' ? null : String(segment))),
        isGlobal: global.has(placeOf(variable)),
        line: variable.location.row,
        column: variable.location.col,
      }));
    return { ok: true, variables: used.sort((a, b) => a.line - b.line || a.column - b.column) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const place = / ?, line:(\d+), col:(\d+)/.exec(error.message);
    const message = (error.message.split('\n', 1)[0] ?? '').replace(/, line:\d+, col:\d+.*$/s, '');
    return { ok: false, message, line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) };
  }
}

function placeOf({
  location,
  segments,
}: {
  readonly location: { readonly row: number; readonly col: number };
  readonly segments: readonly unknown[];
}): string {
  return `${location.row}:${location.col}:${String(segments[0])}`;
}

function strictLiquid(notation?: Notation): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    memoryLimit: MAX_MEMORY,
    parseLimit: notation?.mostRead ?? MAX_TEMPLATE,
    operators: countedOperators(),
    templates: {},
    ...(notation ? { outputEscape: (value: unknown) => notation.escape(toValue(value)) } : {}),
  });
  const allowed = FILTERS.split(' ');
  // `echo` prints without asking the notation.
  const allowedTags = notation ? TAGS.filter((name) => name !== 'echo') : TAGS;
  for (const name of Object.keys(tags)) if (!allowedTags.includes(name)) delete liquid.tags[name];
  for (const [name, filter] of Object.entries(filters)) {
    if (allowed.includes(name)) liquid.registerFilter(name, counted(filter));
    else liquid.unregisterFilter(name);
  }
  return liquid;
}

function parse(liquid: Liquid, parsed: Map<string, Template[]>, text: string, most: number): Template[] {
  const before = parsed.get(text);
  if (before) return before;
  if (text.length > most) throw new Error(`the template is longer than ${most} characters`);
  if (parsed.size >= MAX_PARSED_KEPT) parsed.clear();
  const templates = liquid.parse(text);
  parsed.set(text, templates);
  return templates;
}

/** Liquid asks its limiter before every piece it renders, handing it the time; here the questions are counted. */
function operationCounter(): () => void {
  let operations = 0;
  return () => {
    if (++operations > MAX_OPERATIONS) throw new Error(`it needs more than ${MAX_OPERATIONS} operations; is there a loop too many?`);
  };
}

function countOperation(context: Context): void {
  context.renderLimit.check(0);
}

function counted(filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === 'function' ? filter : filter.handler;
  return function (value, ...rest) {
    countOperation(this.context);
    return handler.call(this, value, ...rest);
  };
}

function countedOperators(): Operators {
  const { not, ...binary } = defaultOperators;
  const operators: Operators = not ? { not } : {};
  for (const [name, operator] of Object.entries(binary)) {
    operators[name] = (left: unknown, right: unknown, context: Context) => {
      countOperation(context);
      return operator(left, right, context);
    };
  }
  return operators;
}

/** Gathers what is written, up to a length; a value that is no text (a whole account) is refused instead of printed as [object Object]. */
class BoundedText implements Emitter {
  buffer = '';
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  write(value: unknown): void {
    this.buffer += textOf(toValue(value));
    if (this.buffer.length > this.#most) throw new Error(`the text becomes longer than ${this.#most} characters`);
  }
}

/** A value as a text prints it; refuses one that is none. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('one of its values is no number: is something divided by zero?');
  // What a filter made of a whole account: nobody writes it by hand.
  if (typeof value === 'string' && value.includes('[object Object]'))
    throw new Error('one of its values is not a text: name one of its fields');
  if (typeof value === 'object')
    throw new Error(`one of its values is not a text: name one of its fields (${Object.keys(value).slice(0, 3).join(', ')}…)`);
  return String(value);
}
