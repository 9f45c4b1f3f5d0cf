import ts from 'typescript';

/** A place in a source: a module it names as it is written, or something of the outside world that it uses. */
export interface Mention {
  readonly name: string;
  readonly line: number;
}

export interface Mentions {
  /** Every module: static and type imports, re-exports, `import()`, `import('…').Type` and `require()`. */
  readonly imports: readonly Mention[];
  /** Every use of a clock, chance, timers, the process or the network: what a pure room may not do. */
  readonly impurities: readonly Mention[];
}

/** Reads what a source names of the world outside it. */
export function readMentions(path: string, source: string): Mentions {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const line = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const imports: Mention[] = [];
  const impurities: Mention[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) imports.push({ name: specifier.text, line: line(specifier) });
    const impurity = impurityOf(node);
    if (impurity) impurities.push({ name: impurity, line: line(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { imports, impurities };
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
