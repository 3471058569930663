/** An SDK type as it is stored: read-only JSON, dates and big numbers as strings, without functions. */
export type Wire<T> = unknown extends T
  ? unknown
  : T extends Date | Uint8Array | bigint
    ? string
    : T extends (...args: never[]) => unknown
      ? never
      : T extends readonly (infer E)[]
        ? readonly Wire<E>[]
        : T extends object
          ? { readonly [K in keyof T]: Wire<T[K]> }
          : T;

/** Names the configuration of a resource type or the request of an action; it has no value at run time. */
export function wire<T>(): Wire<T>;
export function wire(): unknown {
  return undefined;
}
