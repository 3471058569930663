import { describe, expect, it } from 'vitest';
import { noncesOn } from '#store/fixes/nonces';
import { pauseOn } from '#store/fixes/pause';
import { quickPorts } from '../../support/quick-store.ts';

const until = '2026-11-23T00:00:00.000Z';

describe('what may be used once', () => {
  it('is taken by one of many at once', async () => {
    const { state } = quickPorts();
    const deliveries = Array.from({ length: 20 }, (_, n) => `delivery ${n}`);
    const taken = await Promise.all(deliveries.map((by) => noncesOn(state).take('n', by, until)));
    expect(taken.filter((it) => it === 'taken')).toHaveLength(1);
    expect(taken.filter((it) => it === 'used')).toHaveLength(19);
  });

  it('stays with its delivery until that has ended', async () => {
    const nonces = noncesOn(quickPorts().state);
    expect(await nonces.take('n', 'a', until)).toBe('taken');
    expect(await nonces.take('n', 'a', until)).toBe('again');
    await nonces.done('n', 'b', until);
    expect(await nonces.take('n', 'a', until)).toBe('again');
    await nonces.done('n', 'a', until);
    expect(await nonces.take('n', 'a', until)).toBe('done');
    expect(await nonces.take('n', 'b', until)).toBe('used');
    expect(await nonces.take('m', 'b', until)).toBe('taken');
  });
});

describe('the kill switch', () => {
  const ana = { paused: true, by: 'ana', at: '2026-11-22T09:00:00.000Z' };

  it('is off until somebody throws it, and remembers each time that it was thrown', async () => {
    const { state, ledger } = quickPorts();
    const pause = pauseOn(state, ledger);
    expect(await pause.get()).toBeUndefined();
    await pause.set(ana);
    await pause.set({ ...ana, by: 'ben' });
    expect(await pauseOn(state, ledger).get()).toEqual(ana);
    await pause.set({ ...ana, paused: false, by: 'ben' });
    expect((await pause.history()).map(({ paused, by }) => [paused, by])).toEqual([
      [true, 'ana'],
      [false, 'ben'],
    ]);
  });

  it('is not thrown by whoever resumes what was never paused', async () => {
    const { state, ledger } = quickPorts();
    await pauseOn(state, ledger).set({ ...ana, paused: false });
    expect(await pauseOn(state, ledger).history()).toEqual([]);
  });
});
