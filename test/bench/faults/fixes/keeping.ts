import type { Clock, Holds, Memory } from '#model';

/** Watches who holds what, and counts writes of those who do not. */
export function keeping({ remediations }: Pick<Memory, 'remediations'>) {
  const holders = new Map<string, string>();
  let unheld = 0;
  return {
    /** The leases of a process; once it is dead it lets go of nothing. */
    of(clock: Pick<Clock, 'now'>, isDead: () => boolean): Holds {
      const holds = remediations.holds(clock);
      return {
        async take(name, holder, ms) {
          const taken = await holds.take(name, holder, ms);
          if (taken) holders.set(name, holder);
          return taken;
        },
        renew: holds.renew,
        async release(hold) {
          if (isDead()) return;
          if (holders.get(hold.name) === hold.holder) holders.delete(hold.name);
          await holds.release(hold);
        },
      };
    },
    check(name: string, holder: string): void {
      if (holders.get(name) !== holder) unheld += 1;
    },
    unheld: () => unheld,
  };
}
