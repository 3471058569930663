import ts from 'typescript';

/** The names of a rule's cases for one verdict. */
export interface Cases {
  readonly verdict: string;
  readonly names: readonly string[];
}

/** Reads the case names out of a rule's test table, without running it. */
export function casesOf(text: string): Cases[] {
  const file = ts.createSourceFile('table.ts', text, ts.ScriptTarget.Latest, true);
  const table = tableIn(file);
  return (table?.properties ?? []).flatMap((property) =>
    ts.isPropertyAssignment(property) && ts.isObjectLiteralExpression(property.initializer)
      ? [{ verdict: wordsOf(property.name), names: namesIn(property.initializer) }]
      : [],
  );
}

function tableIn(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'testRule') {
    const [, table] = node.arguments;
    return table && ts.isObjectLiteralExpression(table) ? table : undefined;
  }
  return ts.forEachChild(node, tableIn);
}

const namesIn = (table: ts.ObjectLiteralExpression): string[] =>
  table.properties.flatMap((property) => (property.name ? [textOf(property.name)] : []));

const textOf = (name: ts.PropertyName): string =>
  ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();

const wordsOf = (name: ts.PropertyName): string => textOf(name).replace('notApplicable', 'not applicable');
