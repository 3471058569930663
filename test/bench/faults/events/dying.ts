import type { Ports } from '#store/memory';
import type { Table } from '#store/table';

/** What every call of a process that has died comes to. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** The ports as a process has them until it dies. */
export interface Mortal {
  readonly ports: Ports;
  /** Another table, as the same process has it. */
  table(one: Table): Table;
  /** Something else that lasts, such as a message. */
  writing<T>(work: () => Promise<T>): Promise<T>;
  /** Writes that were asked for so far. */
  writes(): number;
  isDead(): boolean;
}

/** Ports over others, whose n-th write never happens; nothing is read or written any more from then on. */
export function mortal(under: Ports, last: number, onDeath: () => void): Mortal {
  let writes = 0;
  let dead = false;
  const alive = <T>(work: () => Promise<T>): Promise<T> => (dead ? Promise.reject(new Died('It is dead.')) : work());
  const writing = <T>(work: () => Promise<T>): Promise<T> => {
    if (!dead) {
      writes += 1;
      dead = writes === last;
      if (dead) onDeath();
    }
    return alive(work);
  };
  const table = (one: Table): Table => ({
    get: (key) => alive(() => one.get(key)),
    put: (item) => writing(() => one.put(item)),
    query: (...asked) => alive(() => one.query(...asked)),
    due: (...asked) => alive(() => one.due(...asked)),
  });
  const { state, ledger, files, ...rest } = under;
  const ports: Ports = {
    ...rest,
    state: table(state),
    ledger: table(ledger),
    files: {
      get: (path) => alive(() => files.get(path)),
      has: (path) => alive(() => files.has(path)),
      put: (path, body) => writing(() => files.put(path, body)),
    },
    close: () => undefined,
  };
  return { ports, table, writing, writes: () => writes, isDead: () => dead };
}
