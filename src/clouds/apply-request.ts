/** The type of a read-only request as the clients want it: their request types are not read-only. */
export type Sendable<T> = T extends readonly (infer E)[]
  ? Sendable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Sendable<T[K]> }
    : T;

/** A copy of a request that a client may keep and change. */
export function sendable<T>(request: T): Sendable<T>;
export function sendable(request: unknown): unknown {
  return structuredClone(request);
}
