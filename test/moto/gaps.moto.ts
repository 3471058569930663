import { beforeAll, describe, expect, test } from 'vitest';
import { sweep, type Sweep } from './sweep.ts';

let got: Sweep;
let lacking: readonly string[];
beforeAll(async () => {
  got = await sweep();
  const answered = new Set(got.sent.filter(({ outcome }) => outcome === 'answered').map(({ api }) => api));
  lacking = [...new Set(got.sent.map(({ api }) => api))].filter((api) => !answered.has(api)).sort();
  process.stdout.write(`moto lacks ${lacking.length} of the operations: ${lacking.join(', ') || 'none'}\n`);
});

const gaps = () => got.readings.flatMap((reading) => reading.gaps);

describe('what the emulator lacks', () => {
  test('is a gap that names the operation, in each region with clusters, and there is no other gap', () => {
    const regions = got.readings.filter(({ resources }) => resources.some(({ type }) => type === 'eks.cluster'));
    const wanted = regions.flatMap(({ target }) => lacking.map((api) => `${target.id} ${api}`));
    // What is listed for each cluster is a gap for each.
    const found = new Set(gaps().map(({ target, api }) => `${target} ${api}`));
    expect([...found].sort()).toEqual(wanted.sort());
  });

  test('is never a refusal or an answer: nobody is asked for a permission', () => {
    for (const { reason, permission, detail } of gaps()) {
      expect(['not-enabled', 'unreachable']).toContain(reason);
      expect(permission).toBeUndefined();
      expect(detail).not.toBe('');
    }
  });

  test('leaves its types unread, or the one address that was asked for: none is listed as complete or read', () => {
    for (const { complete, gaps: own, resources } of got.readings) {
      for (const { types, resource } of own) {
        const read =
          resource === undefined ? complete : resources.filter(({ id }) => id === resource).map((it) => it.type);
        expect(read.filter((type) => types.includes(type))).toEqual([]);
      }
    }
  });
});
