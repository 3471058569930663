import { isArray, isRecord } from '../wire/shape.ts';

/** The statements of a policy; undefined when the text is none. */
export function parsePolicy(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  const document = parse(text);
  if (!isRecord(document) || document['Statement'] === undefined) return undefined;
  return listed(document['Statement']).filter(isRecord);
}

/** IAM takes one thing where a list of them may stand. */
export function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return isArray(value) ? value : [value];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
