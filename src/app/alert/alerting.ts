import { deal } from './deal.ts';
import type { AlertDesk } from './desk.ts';
import { agenda } from './agenda.ts';
import { afterSetBack } from './set-back.ts';
import { tellerOf } from './tell.ts';

/** Telling people from a process that goes on living. */
export interface Alerting {
  /** Something has moved: it is told of at once. */
  wake(): void;
  /** Resolves when what has moved so far was told of, and soon where that takes long: nobody waits for Slack. */
  told(): Promise<void>;
  /** Tells of what moves, and every minute of what fell due by itself. Goes on until the signal. */
  keepTelling(): Promise<void>;
}

const minute = 60_000;

/** For how long others let telling go first, in milliseconds. */
const soon = 50;

export function alertingOf(desk: AlertDesk, failed: (error: unknown) => void): Alerting {
  const { clock, signal } = desk;
  const teller = tellerOf(desk);
  let isWoken = false;
  let wakeUp: (() => void) | undefined;
  let hearers: (() => void)[] = [];

  const wait = async (until: number): Promise<void> => {
    const ms = until - clock.now();
    if (isWoken || ms <= 0 || signal?.aborted) return;
    const over = new AbortController();
    const woken = new Promise<void>((resolve) => (wakeUp = resolve));
    const end = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    await Promise.race([clock.sleep(ms, end).catch(() => undefined), woken]);
    over.abort();
    wakeUp = undefined;
  };

  return {
    wake() {
      isWoken = true;
      wakeUp?.();
    },
    async told() {
      const whole = new Promise<void>((resolve) => hearers.push(resolve));
      await Promise.race([whole, clock.sleep(soon, signal).catch(() => undefined)]);
    },
    async keepTelling() {
      let sweep = 0;
      // What a process of before left half-way nobody goes on with: the store is held by this one.
      let patience: number | undefined = 0;
      while (!signal?.aborted) {
        isWoken = false;
        const hearing = hearers;
        hearers = [];
        const isSweep = clock.now() >= sweep;
        let next = Number.POSITIVE_INFINITY;
        // What fails of one keeps the others from nothing: what is due is told, whatever cannot be dealt with.
        const steps = [
          async () => {
            if (isSweep) await afterSetBack(desk);
          },
          async () => {
            await deal(desk, patience);
            patience = undefined;
          },
          async () => {
            if (isSweep) await agenda(desk);
          },
          async () => {
            // What has to wait for its channel lets others go first.
            next = (await teller.tell(0)).next ?? next;
          },
        ];
        let isWhole = true;
        for (const step of steps) {
          try {
            await step();
          } catch (error) {
            isWhole = false;
            failed(error);
          }
        }
        for (const heard of hearing) heard();
        if (isSweep || !isWhole) sweep = clock.now() + minute;
        // A clock that was set back makes nobody wait for longer.
        await wait(Math.min(next, sweep, clock.now() + minute));
        if (sweep > clock.now() + minute) sweep = clock.now();
      }
    },
  };
}
