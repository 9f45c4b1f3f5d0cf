import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { catalogueOf } from './catalogue.ts';

const root = join(import.meta.dirname, '..');

const [es, en, pt] = await Promise.all([catalogueOf('es'), catalogueOf('en'), catalogueOf('pt')]);

/** Attributes whose words a person reads or hears. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label']);

/** Names and code, the same in every language. */
const SAME_EVERYWHERE = new Set(['SMS', 'npm run cadenza -- import']);

describe('the catalogues of messages', () => {
  it('keep to namespaces of their own: none hides another', () => {
    const files = globSync('*.es.json', { cwd: import.meta.dirname });
    const read = ['es.json', ...files].map((name): object => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')));
    expect(read.flatMap((part) => Object.keys(part)).sort()).toEqual(Object.keys(es).sort());
  });

  it.each([
    ['en', en],
    ['pt', pt],
  ])('%s has every key of es and no other', (_, catalogue) => {
    expect(keysOf(catalogue)).toEqual(keysOf(es));
  });

  it.each([
    ['en', en],
    ['pt', pt],
  ])('%s puts the same facts into each sentence as es', (_, catalogue) => {
    const spanish = new Map(leavesOf(es));
    expect(leavesOf(catalogue).filter(([key, text]) => factsOf(text).join() !== factsOf(spanish.get(key) ?? '').join())).toEqual([]);
  });

  it('leave no sentence empty', () => {
    expect([es, en, pt].flatMap((catalogue) => leavesOf(catalogue)).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are where every word of the screens stands: none is written into a page', () => {
    const files = globSync('{app,components}/**/*.tsx', { cwd: root });
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap((path) => wordsIn(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });
});

describe('the search for words in pages', () => {
  it.each([
    ['<p>Hola</p>', 'Hola'],
    ['<button aria-label="Cerrar" />', 'Cerrar'],
    ["<p>{isOpen ? 'Abierto' : t('closed')}</p>", 'Abierto'],
    [`<p>{\`Total \${count}\`}</p>`, 'Total '],
  ])('finds them in %s', (source, words) => {
    expect(wordsIn('x.tsx', `const x = ${source};`)).toEqual([`x.tsx: ${words}`]);
  });

  it('leaves names of keys, classes and signs alone', () => {
    expect(wordsIn('x.tsx', `const x = <p className="flex" title={t('a')}>{t('b')} · {count}{kind === 'due' ? ' · ' : null}</p>;`)).toEqual(
      [],
    );
  });
});

function leavesOf(catalogue: object, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leavesOf(value, `${prefix + key}.`),
  );
}

function keysOf(catalogue: object): string[] {
  return leavesOf(catalogue)
    .map(([key]) => key)
    .sort();
}

/** The names in braces, each once. */
function factsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<!(?:one|other|yes|list|any|=\d) )\{(\w+)[,}]/g)].map(([, name]) => name ?? ''))].sort();
}

/** The words of a page that do not come from a catalogue. */
function wordsIn(path: string, source: string): string[] {
  const found: string[] = [];
  const note = (text: string) => {
    if (/\p{Letter}{2}/u.test(text) && !SAME_EVERYWHERE.has(text.trim())) found.push(`${path}: ${text.trimStart()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer))
      note(node.initializer.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) shownStrings(node.expression).forEach(note);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

/** The strings that an expression between tags may show: its branches, not the arguments of a call nor what is compared. */
function shownStrings(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isParenthesizedExpression(node)) return shownStrings(node.expression);
  if (ts.isConditionalExpression(node)) return [...shownStrings(node.whenTrue), ...shownStrings(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return shownStrings(node.right);
  return [];
}
