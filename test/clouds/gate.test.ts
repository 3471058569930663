import { describe, expect, test } from 'vitest';
import { gateOf, type Call, type ErrorReader, type Gate } from '#clouds/gate';
import type { Clock } from '#model';
import { steppedClock } from '../support/stepped-clock.ts';

class Told extends Error {
  readonly how: 'throttled' | 'broken' | 'refused';
  constructor(how: 'throttled' | 'broken' | 'refused') {
    super(how);
    this.how = how;
  }
}
const reader: ErrorReader = {
  isThrottle: (error) => error instanceof Told && error.how === 'throttled',
  isRetryable: (error) => error instanceof Told && error.how === 'broken',
};
const call: Call = { provider: 'aws', account: '1', region: 'eu', api: 'x:Get' };
const quota = { group: 'reads', burst: 10, perSecond: 10 };
const answer = (): Promise<string> => Promise.resolve('answer');
const refuse = (how: Told['how']) => (): Promise<never> => Promise.reject(new Told(how));
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const outcomes = (gate: Gate) => gate.trace.map(({ outcome }) => outcome);

describe('a published rate', () => {
  test('is taken by its share: six of a burst of ten, then six a second', async () => {
    const gate = gateOf({ clock: steppedClock() });
    await Promise.all(many(12, () => gate.pass({ ...call, quota }, answer, reader)));
    const at = gate.trace.map((sent) => sent.at);
    expect(at.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(at.slice(6)).toEqual([167, 334, 500, 667, 834, 1000]);
  });

  test('belongs to one account, one region and one group of calls', async () => {
    const gate = gateOf({ clock: steppedClock() });
    const places = [{}, { account: '2' }, { region: 'us' }, { quota: { ...quota, group: 'writes' } }];
    await Promise.all(
      places.flatMap((place) => many(6, () => gate.pass({ ...call, quota, ...place }, answer, reader))),
    );
    expect(gate.trace.every(({ at }) => at === 0)).toBe(true);
    await gate.pass({ ...call, quota, api: 'x:Other' }, answer, reader);
    expect(gate.trace.at(-1)!.at).toBeGreaterThan(0);
  });

  test('takes no longer than the bucket needs', async () => {
    const clock = steppedClock();
    const gate = gateOf({ clock });
    await Promise.all(many(300, () => gate.pass({ ...call, quota }, answer, reader)));
    expect(clock.now()).toBeLessThanOrEqual(((300 - 6) / 6) * 1000 * 1.01);
  });
});

describe('a throttling answer', () => {
  test('is tried again, later', async () => {
    const gate = gateOf({ clock: steppedClock() });
    const answers = [refuse('throttled'), refuse('throttled'), answer];
    let at = 0;
    await expect(gate.pass(call, () => (answers[at++] ?? answer)(), reader)).resolves.toBe('answer');
    expect(outcomes(gate)).toEqual(['throttled', 'throttled', 'answered']);
    expect(gate.trace.map((sent) => sent.at)).toEqual([0, 2000, 4000]);
  });

  test('is the call’s own error in the end', async () => {
    const gate = gateOf({ clock: steppedClock(), attempts: 3 });
    await expect(gate.pass(call, refuse('throttled'), reader)).rejects.toMatchObject({ how: 'throttled' });
    expect(outcomes(gate)).toEqual(['throttled', 'throttled', 'throttled']);
  });

  test('halves the rate, once for a burst of them, and answers bring it back', async () => {
    const clock = steppedClock();
    const gate = gateOf({ clock, share: 1, attempts: 1 });
    const send = (refused: boolean) => gate.pass({ ...call, quota }, refused ? refuse('throttled') : answer, reader);
    await Promise.allSettled(many(10, () => send(true)));
    const start = clock.now();
    await Promise.all(many(5, () => send(false)));
    const slow = clock.now() - start;
    expect(slow).toBeGreaterThan(800);
    expect(slow).toBeLessThan(1100);
    await Promise.all(many(100, () => send(false)));
    const late = clock.now();
    await Promise.all(many(10, () => send(false)));
    expect(clock.now() - late).toBeLessThan(1100);
  });

  test('shows the limit where none is published', async () => {
    const clock = steppedClock();
    const gate = gateOf({ clock, attempts: 1, concurrency: 100 });
    await Promise.allSettled(many(40, (at) => gate.pass(call, at < 20 ? answer : refuse('throttled'), reader)));
    const start = clock.now();
    await Promise.all(many(41, () => gate.pass(call, answer, reader)));
    expect(clock.now() - start).toBeGreaterThan(1000);
  });

  test('cannot stall the sweep: one place spends its retries once', async () => {
    const gate = gateOf({ clock: steppedClock(), retries: 20 });
    const all = many(200, () => gate.pass(call, refuse('throttled'), reader));
    const elsewhere = gate.pass({ ...call, account: '2' }, refuse('throttled'), reader);
    await Promise.allSettled([...all, elsewhere]);
    expect(gate.trace.filter(({ account }) => account === '1')).toHaveLength(220);
    expect(gate.trace.filter(({ account }) => account === '2')).toHaveLength(4);
  });

  test('is paid back by answers, a tenth of a retry each', async () => {
    const gate = gateOf({ clock: steppedClock(), retries: 1 });
    const attemptsOf = async (): Promise<number> => {
      const before = gate.trace.length;
      await Promise.allSettled([gate.pass(call, refuse('broken'), reader)]);
      return gate.trace.length - before;
    };
    expect(await attemptsOf()).toBe(2);
    expect(await attemptsOf()).toBe(1);
    await Promise.all(many(11, () => gate.pass(call, answer, reader)));
    expect(await attemptsOf()).toBe(2);
  });
});

describe('an error', () => {
  test('that another attempt may cure gets one', async () => {
    const gate = gateOf({ clock: steppedClock() });
    await expect(gate.pass(call, refuse('broken'), reader)).rejects.toMatchObject({ how: 'broken' });
    expect(outcomes(gate)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(gate.trace.map(({ at }) => at)).toEqual([0, 250, 750, 1750]);
  });

  test('that it cannot cure ends the call at once', async () => {
    const gate = gateOf({ clock: steppedClock() });
    await expect(gate.pass(call, refuse('refused'), reader)).rejects.toMatchObject({ how: 'refused' });
    expect(outcomes(gate)).toEqual(['failed']);
  });
});

describe('an attempt without an answer', () => {
  const hang = (): Promise<never> => new Promise(() => undefined);

  test('is given up, also where the client does not listen', async () => {
    const clock = steppedClock();
    const gate = gateOf({ clock, attempts: 2, timeoutMs: 20_000 });
    await expect(gate.pass(call, hang, reader)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'No answer came within 20 s.',
    });
    expect(outcomes(gate)).toEqual(['timed-out', 'timed-out']);
    expect(clock.now()).toBe(40_250);
  });

  test('is a timeout, not the abort that the client makes of it', async () => {
    const gate = gateOf({ clock: steppedClock(), attempts: 1 });
    const listening = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    await expect(gate.pass(call, listening, reader)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('costs a place more of its budget than a refusal', async () => {
    const gate = gateOf({ clock: steppedClock(), retries: 20 });
    await Promise.allSettled(many(10, () => gate.pass(call, hang, reader)));
    expect(gate.trace).toHaveLength(10 + 4);
  });

  test('leaves no timer behind once it was answered', async () => {
    const clock = steppedClock();
    const gate = gateOf({ clock });
    await gate.pass(call, answer, reader);
    await clock.sleep(1);
    expect(clock.now()).toBe(1);
  });
});

test('no more calls are under way than there are slots, and all of them end', async () => {
  const clock = steppedClock();
  const gate = gateOf({ clock, concurrency: 3 });
  const under = { way: 0, most: 0 };
  const send = async (): Promise<void> => {
    under.way += 1;
    under.most = Math.max(under.most, under.way);
    await clock.sleep(10);
    under.way -= 1;
  };
  await Promise.all(many(2500, () => gate.pass(call, send, reader)));
  expect(under).toEqual({ way: 0, most: 3 });
  expect(gate.trace).toHaveLength(2500);
});

describe('a stopped sweep', () => {
  test('ends the call under way', async () => {
    const stop = new AbortController();
    const gate = gateOf({ clock: steppedClock() });
    const send = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('socket closed')));
        stop.abort();
      });
    await expect(gate.pass(call, send, { ...reader, signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(outcomes(gate)).toEqual(['stopped']);
  });

  test('sends nothing more', async () => {
    const stop = new AbortController();
    stop.abort();
    const gate = gateOf({ clock: steppedClock() });
    await expect(gate.pass(call, answer, { ...reader, signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(gate.trace).toEqual([]);
  });
});

test('the trace says what was called, where, when and how it ended', async () => {
  const gate = gateOf({ clock: steppedClock() });
  await gate.pass({ ...call, quota }, answer, reader);
  expect(gate.trace).toEqual([
    { provider: 'aws', account: '1', region: 'eu', api: 'x:Get', at: 0, outcome: 'answered' },
  ]);
});

test('whoever takes each attempt as it ends leaves the trace empty', async () => {
  const sent: string[] = [];
  const gate = gateOf({ clock: steppedClock(), note: ({ outcome }) => sent.push(outcome) });
  const answers = [refuse('broken'), answer];
  await gate.pass(call, () => (answers.shift() ?? answer)(), reader);
  expect(sent).toEqual(['failed', 'answered']);
  expect(gate.trace).toEqual([]);
});

test('attempts that began together have one wait, and those that are answered end it', async () => {
  const clock = steppedClock();
  const waits: number[] = [];
  const counted: Clock = {
    now: () => clock.now(),
    sleep: (ms, signal) => {
      waits.push(ms);
      return clock.sleep(ms, signal);
    },
  };
  const gate = gateOf({ clock: counted, timeoutMs: 20_000, attempts: 1 });
  const hanging = (): Promise<never> => new Promise(() => undefined);
  const ends = await Promise.allSettled([
    gate.pass(call, answer, reader),
    gate.pass(call, hanging, reader),
    gate.pass(call, hanging, reader),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(waits).toEqual([20_000]);
});
