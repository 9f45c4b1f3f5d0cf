import { houseLayout } from '#lib/message/email/house-layout.ts';
import { isWhole, type MarkupProblem, placeIn, readMarkup, unmark } from '#lib/message/email/markup.ts';

/** An e-mail made of MJML: HTML in which the instructions of Liquid still stand; or all that is wrong with it. */
export type CompiledEmail =
  | { readonly ok: true; readonly html: string }
  | { readonly ok: false; readonly problems: readonly MarkupProblem[] };

/** What the words of an e-mail stand in. */
interface EmailSetting {
  readonly language: string;
}

type Compile = (source: string) => Promise<{ readonly html: string; readonly errors: readonly MjmlError[] }>;
interface MjmlError {
  readonly line: number;
  readonly message: string;
  readonly tagName: string;
}

/**
 * MJML as HTML, once for all its readers: Liquid runs over the HTML afterwards, escaping what it writes. Elements without a document
 * around them stand in the house's layout. Nothing is fetched, no file is read; throws nothing for what a person can write.
 */
export async function compileEmail(source: string, { language }: EmailSetting): Promise<CompiledEmail> {
  const read = readMarkup(source);
  if (read.problems.length > 0) return { ok: false, problems: read.problems };
  const whole = isWhole(source);
  const foot = '<mj-text css-class="foot" font-size="13px" color="#57534e">{{ workspace.name }}</mj-text>';
  const around = { language, title: '{{ workspace.name }}', creditor: '{{ workspace.name }}', foot };
  const [head = '', tail = ''] = houseLayout({ ...around, inside: '\ue002' }).split('\ue002');
  const compiled = await mjml(whole ? read.marked : head + read.marked + tail);
  if (!compiled.ok) return { ok: false, problems: [{ fault: 'mjml-broken', name: compiled.problem, line: 1, column: 1 }] };
  const above = whole ? 0 : head.split('\n').length - 1;
  const problems = compiled.errors.map((error) => problemOf(error, above));
  const { html, lost } = unmark(compiled.html, read);
  const dropped = lost.flatMap((index): MarkupProblem[] => {
    const instruction = read.instructions[index];
    return instruction ? [{ fault: 'mjml-lost', name: instruction.text, ...placeIn(source, instruction.at) }] : [];
  });
  return problems.length + dropped.length > 0 ? { ok: false, problems: [...problems, ...dropped] } : { ok: true, html };
}

let library: Promise<Compile> | null = null;

async function mjml(source: string) {
  // 1.2 MB of code that only whoever writes e-mails needs: read when it is first asked for.
  library ??= import('mjml-browser').then(
    ({ default: compile }) =>
      (text) =>
        Promise.resolve(compile(text, { validationLevel: 'soft', fonts: {}, keepComments: false })),
  );
  try {
    const { html, errors } = await (await library)(source);
    return { ok: true as const, html: tidy(html), errors };
  } catch (error) {
    return { ok: false as const, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Without the blanks at the ends of lines and the lines that are empty: a third of what MJML writes. */
function tidy(html: string): string {
  return html
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function problemOf({ line, message, tagName }: MjmlError, above: number): MarkupProblem {
  const place = { line: Math.max(1, line - above), column: 1 };
  const attribute = /^Attributes? (.+?) (?:is|are) illegal/.exec(message)?.[1];
  if (attribute !== undefined) return { fault: 'mjml-attribute', name: attribute, ...place };
  if (/doesn't exist or is not registered/.test(message)) return { fault: 'mjml-unknown-tag', name: tagName, ...place };
  if (/cannot be used inside/.test(message)) return { fault: 'mjml-place', name: tagName, ...place };
  return { fault: 'mjml-broken', name: message, ...place };
}
