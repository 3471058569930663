/** A value of the configuration language of Terraform; an `Expression` stands as it is. */
export type Hcl = string | number | boolean | readonly Hcl[] | Expression | { readonly [key: string]: Hcl };

export interface Expression {
  readonly expression: string;
}

/** One block: what stands before the brace, its arguments, and the blocks within. */
export interface Block {
  readonly head: string;
  readonly arguments?: Readonly<Record<string, Hcl>>;
  readonly blocks?: readonly Block[];
}

export const ref = (expression: string): Expression => ({ expression });

/** `jsonencode(...)` of a document. */
export const jsonencode = (document: Hcl): Expression => ref(`jsonencode(${valueOf(document, '  ')})`);

/** Blocks as a file. */
export const hclOf = (blocks: readonly Block[]): string => blocks.map((it) => `${textOf(it, '')}\n`).join('\n');

function textOf({ head, arguments: own = {}, blocks = [] }: Block, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(own).map(([name, value]) => `${inner}${name} = ${valueOf(value, inner)}`);
  const nested = blocks.map((it) => textOf(it, inner));
  return [`${indent}${head} {`, ...lines, ...nested, `${indent}}`].join('\n');
}

function valueOf(value: Hcl, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((it) => `${inner}${valueOf(it, inner)},`).join('\n')}\n${indent}]`;
  }
  if (isExpression(value)) return value.expression;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, it]) => `${inner}${quoted(key)} = ${valueOf(it, inner)}`).join('\n')}\n${indent}}`;
}

export const isList = (value: Hcl): value is readonly Hcl[] => Array.isArray(value);

export const isExpression = (value: Exclude<Hcl, readonly Hcl[]>): value is Expression =>
  typeof value === 'object' && Object.keys(value).join() === 'expression';

/** In a quoted string `${` and `%{` begin a template. Source: https://developer.hashicorp.com/terraform/language/expressions/strings */
const quoted = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
