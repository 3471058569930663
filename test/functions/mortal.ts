import type { Files } from '#store/files';

/** When a process dies at one of its writes. */
export interface Death {
  /** Which write of all processes, from 1. */
  readonly at: number;
  /** Whether the write has arrived by then. */
  readonly arrived: boolean;
}

/** A process: what it writes with, how it dies, and what whoever waits for it hears then. */
export interface Process {
  readonly files: Files;
  die(why: string): void;
  readonly died: Promise<never>;
}

/** Processes that work on the same files; at one write, where that is asked for, the one that makes it dies. */
export function processesOn(files: Files, death?: Death): () => Process {
  let writes = 0;
  return () => {
    const { promise: died, reject } = Promise.withResolvers<never>();
    died.catch(() => undefined);
    let isDead = false;
    const die = (why: string): void => {
      isDead = true;
      reject(new Error(`the process died ${why}`));
    };
    // Whoever is dead hears nothing and does nothing any more.
    const alive = <T>(work: () => Promise<T>): Promise<T> => (isDead ? new Promise<T>(() => undefined) : work());
    const put: Files['put'] = async (path, body) => {
      writes += 1;
      const isLast = writes === death?.at;
      if (isLast && !death.arrived) die(`before it wrote ${path}`);
      return alive(async () => {
        const written = await files.put(path, body);
        if (isLast) die(`when it had written ${path}`);
        return alive(() => Promise.resolve(written));
      });
    };
    return {
      died,
      die,
      files: {
        get: (path) => alive(() => files.get(path)),
        has: (path) => alive(() => files.has(path)),
        put: (path, body) => alive(() => put(path, body)),
      },
    };
  };
}
