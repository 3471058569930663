import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/** The names of a rule's cases for one verdict. */
export interface Cases {
  readonly verdict: string;
  readonly names: readonly string[];
}

/**
 * Reads the case names out of a rule's test table without running it, also those that it takes in as `unread.fail` from
 * an object of another module or from what a function of one gives back. `read` gives the text of a file by its path.
 */
export function casesOf(path: string, read: (path: string) => string): Cases[] {
  const table = moduleAt(path, read);
  return propertiesOf(tableIn(table.file)).map(({ name, initializer }) => ({
    verdict: verdictOf(textOf(name)),
    names: namesIn(initializer, table),
  }));
}

interface Module {
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly read: (path: string) => string;
}

/** An expression, and the module whose names it uses. */
interface Found {
  readonly node: ts.Node;
  readonly at: Module;
}

const moduleAt = (path: string, read: Module['read']): Module => ({
  path,
  file: ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true),
  read,
});

function namesIn(cases: ts.Expression, at: Module): readonly string[] {
  const given = bare(cases);
  if (ts.isPropertyAccessExpression(given) && ts.isIdentifier(given.expression)) {
    const found = objectCalled(given.expression.text, at);
    const part = propertiesOf(found?.node).find(({ name }) => textOf(name) === given.name.text);
    return found && part ? namesIn(part.initializer, found.at) : [];
  }
  if (!ts.isObjectLiteralExpression(given)) return [];
  return given.properties.flatMap((property) =>
    ts.isSpreadAssignment(property) ? namesIn(property.expression, at) : [textOf(property.name)],
  );
}

/** The object that a name stands for: written there, given back by a function, or imported. */
function objectCalled(name: string, at: Module): Found | undefined {
  const found = declared(name, at);
  if (!found) return undefined;
  const value =
    ts.isVariableDeclaration(found.node) && found.node.initializer ? bare(found.node.initializer) : undefined;
  if (!value || !ts.isCallExpression(value)) return value && { node: value, at: found.at };
  const made = ts.isIdentifier(value.expression) ? declared(value.expression.text, found.at) : undefined;
  const node = made && returnedIn(made.node);
  return made && node && { node, at: made.at };
}

/** Where a name is declared, in the module or in the one that it is imported from. */
function declared(name: string, at: Module): Found | undefined {
  for (const statement of at.file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return { node: statement, at };
    if (ts.isVariableStatement(statement)) {
      const node = statement.declarationList.declarations.find((it) => it.name.getText() === name);
      if (node) return { node, at };
    }
    if (ts.isImportDeclaration(statement) && importsFrom(statement, name)) {
      const from = textIn(statement.moduleSpecifier);
      if (from.startsWith('.')) return declared(name, moduleAt(join(dirname(at.path), from), at.read));
    }
  }
  return undefined;
}

function importsFrom({ importClause }: ts.ImportDeclaration, name: string): boolean {
  const named = importClause?.namedBindings;
  return named !== undefined && ts.isNamedImports(named) && named.elements.some((it) => it.name.text === name);
}

/** The object that a function gives back. */
function returnedIn(node: ts.Node): ts.Node | undefined {
  const given =
    ts.isReturnStatement(node) && node.expression
      ? bare(node.expression)
      : ts.isArrowFunction(node) && !ts.isBlock(node.body)
        ? bare(node.body)
        : undefined;
  return given && ts.isObjectLiteralExpression(given) ? given : ts.forEachChild(node, returnedIn);
}

function tableIn(node: ts.Node): ts.Node | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'testRule')
    return node.arguments[1];
  return ts.forEachChild(node, tableIn);
}

/** An expression without what only types it. */
function bare(it: ts.Expression): ts.Expression {
  return ts.isAsExpression(it) || ts.isSatisfiesExpression(it) || ts.isParenthesizedExpression(it)
    ? bare(it.expression)
    : it;
}

const propertiesOf = (node: ts.Node | undefined): readonly ts.PropertyAssignment[] =>
  node && ts.isObjectLiteralExpression(node) ? node.properties.filter(ts.isPropertyAssignment) : [];

const textIn = (node: ts.Node): string => (ts.isStringLiteral(node) ? node.text : node.getText());

const textOf = (name: ts.PropertyName): string => (ts.isIdentifier(name) ? name.text : textIn(name));

const verdictOf = (name: string): string => name.replace('notApplicable', 'not applicable');
