import ts from 'typescript';

/** The names of a rule's cases for one verdict. */
export interface Cases {
  readonly verdict: string;
  readonly names: readonly string[];
}

/** Where the cases stand that every rule on workloads shares: a table takes them in as `family.fail` and so on. */
export const familyPath = 'test/support/kubernetes/family-cases.ts';

/** Reads the case names out of a rule's test table, without running it; `family` is the text of the shared cases. */
export function casesOf(text: string, family = ''): Cases[] {
  const shared = new Map(
    sectionsIn(returnedIn(parse(family)), new Map()).map(({ verdict, names }) => [verdict, names]),
  );
  return sectionsIn(tableIn(parse(text)), shared);
}

const parse = (text: string): ts.SourceFile => ts.createSourceFile('table.ts', text, ts.ScriptTarget.Latest, true);

type Shared = ReadonlyMap<string, readonly string[]>;

const sectionsIn = (table: ts.ObjectLiteralExpression | undefined, shared: Shared): Cases[] =>
  (table?.properties ?? []).flatMap((property) =>
    ts.isPropertyAssignment(property)
      ? [{ verdict: wordsOf(property.name), names: namesIn(property.initializer, shared) }]
      : [],
  );

/** The object that the function of the shared cases gives back. */
function returnedIn(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (ts.isReturnStatement(node) && node.expression) {
    const given = ts.isAsExpression(node.expression) ? node.expression.expression : node.expression;
    if (ts.isObjectLiteralExpression(given)) return given;
  }
  return ts.forEachChild(node, returnedIn);
}

function tableIn(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'testRule') {
    const [, table] = node.arguments;
    return table && ts.isObjectLiteralExpression(table) ? table : undefined;
  }
  return ts.forEachChild(node, tableIn);
}

function namesIn(cases: ts.Expression, shared: Shared): readonly string[] {
  if (ts.isPropertyAccessExpression(cases)) return shared.get(verdictOf(cases.name.text)) ?? [];
  if (!ts.isObjectLiteralExpression(cases)) return [];
  return cases.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return namesIn(property.expression, shared);
    return [textOf(property.name)];
  });
}

const textOf = (name: ts.PropertyName): string =>
  ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();

const wordsOf = (name: ts.PropertyName): string => verdictOf(textOf(name));

const verdictOf = (name: string): string => name.replace('notApplicable', 'not applicable');
