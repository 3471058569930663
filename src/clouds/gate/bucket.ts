/** A published rate: a full bucket holds `burst` calls, `perSecond` come back. Calls of one group share the bucket. */
export interface Quota {
  readonly group: string;
  readonly burst: number;
  readonly perSecond: number;
}

/** Turns to call, handed out first come, first served. */
export interface Bucket {
  /** Books a turn and says how many milliseconds to wait for it. */
  book(now: number): number;
  /** The provider refused a call as too many: half the rate from here on. */
  slow(now: number): void;
  /** A call was answered: the rate recovers step by step. */
  ease(): void;
}

/** Answers to one burst of calls are one refusal, however many of them were refused. */
const oneRefusal = 1000;

const slowest = 0.5;

/** A bucket of a published rate; without one nothing waits until the first refusal, which shows the limit. */
export function bucketOf(quota: Omit<Quota, 'group'> | undefined, start: number): Bucket {
  const full = quota?.perSecond ?? Infinity;
  const step = full === Infinity ? 0.5 : full / 50;
  const sent = { second: start, now: 0, before: 0 };
  let burst = quota?.burst ?? Infinity;
  let perSecond = full;
  let turns = burst;
  let filled = start;
  let slowed = -Infinity;

  const refill = (now: number): void => {
    turns = Math.min(burst, turns + ((now - filled) / 1000) * perSecond);
    filled = now;
  };
  const count = (now: number): void => {
    const passed = Math.floor((now - sent.second) / 1000);
    if (passed > 0) {
      sent.before = passed === 1 ? sent.now : 0;
      sent.now = 0;
      sent.second += passed * 1000;
    }
    sent.now += 1;
  };

  return {
    book(now) {
      count(now);
      if (perSecond === Infinity) return 0;
      refill(now);
      turns -= 1;
      return turns >= 0 ? 0 : Math.ceil((-turns / perSecond) * 1000);
    },
    slow(now) {
      if (now - slowed < oneRefusal) return;
      slowed = now;
      if (perSecond !== Infinity) refill(now);
      const rate = perSecond === Infinity ? Math.max(sent.now, sent.before) : perSecond;
      perSecond = Math.max(slowest, rate / 2);
      burst = Math.max(1, Math.min(burst, perSecond));
      turns = Math.min(turns, 0);
      filled = now;
    },
    ease() {
      if (perSecond < full) perSecond = Math.min(full, perSecond + step);
    },
  };
}
