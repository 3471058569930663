export type Json = Readonly<Record<string, unknown>>;

/** What lies at a path of a document. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((it, step) => (typeof it === 'object' && it !== null ? (it as Json)[step] : undefined), value);
