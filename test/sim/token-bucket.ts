/** How often something may be called: a full bucket holds `burst` tokens, `perSecond` come back each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface TokenBucket {
  /** Takes a token if there is one. `now` in milliseconds. */
  take(now: number): boolean;
}

export function tokenBucket({ burst, perSecond }: Rate, start: number): TokenBucket {
  let tokens = burst;
  let filled = start;
  return {
    take(now) {
      tokens = Math.min(burst, tokens + ((now - filled) / 1000) * perSecond);
      filled = now;
      // Refills are fractions: a token that is there but for rounding is there.
      if (tokens < 1 - 1e-9) return false;
      tokens -= 1;
      return true;
    },
  };
}
