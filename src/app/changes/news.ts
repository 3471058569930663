/** News of a change that is being followed: whoever waits looks at once. */
export interface News {
  tell(): void;
  /** Resolves with the next news. */
  next(): Promise<void>;
}

/** Deliveries of one change that make its follower look: a flood of them is no reason to read for ever. */
const most = 3;

export function newsOf(): News {
  let told = 0;
  let waiting: (() => void)[] = [];
  return {
    tell() {
      told += 1;
      if (told > most) return;
      for (const wake of waiting) wake();
      waiting = [];
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
