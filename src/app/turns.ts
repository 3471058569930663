/** One after the other: two runs at once would each take the other's findings for their own. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * Work that is the same for all who ask while it has not begun: a storm of changes of one kind is one read at a time, and
 * nobody is given an answer that was asked for before they asked.
 */
export function sharing<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<T>>();
  return (key, work) => {
    const joined = waiting.get(key);
    if (joined) return joined;
    const next = (running.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        waiting.delete(key);
        const now = work();
        running.set(key, now);
        const end = (): void => {
          if (running.get(key) === now) running.delete(key);
        };
        now.then(end, end);
        return now;
      });
    waiting.set(key, next);
    return next;
  };
}
