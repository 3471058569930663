/** What may be spent on retries, so that a throttled or hanging account cannot stall a sweep. */
export interface Budget {
  /** Spends it when there is enough. */
  take(cost: number): boolean;
  /** A call was answered. */
  earn(): void;
}

const earned = 0.1;

export function budgetOf(most: number): Budget {
  let left = most;
  return {
    take(cost) {
      if (left < cost) return false;
      left -= cost;
      return true;
    },
    earn() {
      left = Math.min(most, left + earned);
    },
  };
}
