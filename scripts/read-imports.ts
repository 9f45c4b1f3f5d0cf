import ts from 'typescript';

/** One import of a file, as it is written, or one use of the outside world (a clock, chance, the network) by a bare name. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Every module a source names: static and type imports, re-exports, `import()`, `import('…').Type` and `require()`. */
export function readImports(path: string, source: string): Import[] {
  const found: Import[] = [];
  eachNode(path, source, (node, line) => {
    const specifier = specifierOf(node);
    if (specifier) found.push({ specifier: specifier.text, line: line(specifier) });
  });
  return found;
}

/** Every use of a clock, chance, timers, the process or the network in a source: what a pure room may not do. */
export function readImpurities(path: string, source: string): Import[] {
  const found: Import[] = [];
  eachNode(path, source, (node, line) => {
    const name = impurityOf(node);
    if (name) found.push({ specifier: name, line: line(node) });
  });
  return found;
}

function eachNode(path: string, source: string, see: (node: ts.Node, line: (node: ts.Node) => number) => void): void {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const line = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const visit = (node: ts.Node): void => {
    see(node, line);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
    return literal(node.moduleReference.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isCallExpression(node) && isLoader(node.expression)) return literal(node.arguments[0]);
  return undefined;
}

const literal = (node: ts.Node | undefined): ts.StringLiteralLike | undefined => (node && ts.isStringLiteralLike(node) ? node : undefined);

const isLoader = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

const IMPURE_MEMBERS = ['Date.now', 'Math.random', 'performance.now', 'Temporal.Now', 'crypto.randomUUID', 'crypto.getRandomValues'];
const IMPURE_GLOBALS = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'window', 'localStorage'];

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) return IMPURE_MEMBERS.find((member) => node.getText() === member);
  if (!ts.isIdentifier(node)) return undefined;
  const isRead = ts.isCallExpression(node.parent)
    ? node.parent.expression === node
    : ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
  return isRead ? IMPURE_GLOBALS.find((name) => name === node.text) : undefined;
}
