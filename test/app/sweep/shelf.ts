import type { Files } from '#store/files';

/** Files in memory, and every path in the order in which it was written. */
export interface Shelf extends Files {
  readonly bodies: Map<string, string>;
  readonly puts: string[];
}

export function shelf(): Shelf {
  const bodies = new Map<string, string>();
  const puts: string[] = [];
  return {
    bodies,
    puts,
    get: (path) => Promise.resolve(bodies.get(path)),
    has: (path) => Promise.resolve(bodies.has(path)),
    put(path, body) {
      if (bodies.has(path)) return Promise.resolve(false);
      bodies.set(path, body);
      puts.push(path);
      return Promise.resolve(true);
    },
  };
}
