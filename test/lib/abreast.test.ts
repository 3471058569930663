import { describe, expect, it } from 'vitest';
import { abreast } from '#lib/abreast';

describe('work abreast', () => {
  it('is answered in the order of the list, however long each takes', async () => {
    const turns = [5, 0, 3, 1];
    const done = await abreast(turns, 3, async (count) => {
      for (let left = count; left > 0; left -= 1) await Promise.resolve();
      return count * 2;
    });
    expect(done).toEqual([10, 0, 6, 2]);
    expect(await abreast([], 3, () => Promise.resolve(1))).toEqual([]);
  });
  it('never has more under way than its width', async () => {
    let [now, most] = [0, 0];
    await abreast(Array.from({ length: 20 }), 4, async () => {
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
    });
    expect(most).toBe(4);
  });
  it('begins nothing after a failure', async () => {
    const begun: number[] = [];
    const end = Promise.withResolvers<undefined>();
    const all = abreast([0, 1, 2, 3], 2, async (it) => {
      begun.push(it);
      if (it === 0) throw new Error('no');
      await end.promise;
    });
    await expect(all).rejects.toThrow('no');
    end.resolve(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([0, 1]);
  });
});
