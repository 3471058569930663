import { acts, type Act } from '../view-base.ts';

/** The text at a path of a JSON document; undefined where there is none, or something else. */
export function textIn(document: unknown, ...path: readonly string[]): string | undefined {
  const found = valueIn(document, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** What stands at a path of a JSON document. */
export const valueIn = (document: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at: unknown, name) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    return Reflect.get(at, name) as unknown;
  }, document);

const known: ReadonlySet<string> = new Set(acts);

/** Whether a text names an act of a message. */
export const isAct = (text: string): text is Act => known.has(text);
