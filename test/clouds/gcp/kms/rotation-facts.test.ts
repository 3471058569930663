import { describe, expect, test } from 'vitest';
import { rotationSeconds, rotationWithin } from '#clouds/gcp/kms/key/rotation-facts';
import { keyWith } from '../../../support/gcp/kms.ts';

const at = '2026-11-01T12:00:00Z';
const { primary } = keyWith().config;
const made = (createTime: string | undefined, rotationPeriod?: string) =>
  keyWith({ rotationPeriod, primary: { ...primary, createTime } }).config;

describe('how a key is to be rotated', () => {
  test.each<[string, ReturnType<typeof made>, number, string, string]>([
    ['so long after its primary was made', made('2026-10-01T00:00:00Z'), 90, '7776000s', '2026-12-30T00:00:00Z'],
    ['in a day where it is older', made('2020-01-01T00:00:00Z'), 90, '7776000s', '2026-11-02T12:00:00Z'],
    ['in a day where it is not told', made(undefined), 90, '7776000s', '2026-11-02T12:00:00Z'],
    ['as often as now', made('2026-10-31T00:00:00Z', '2592000s'), 90, '2592000s', '2026-11-30T00:00:00Z'],
    ['more often than now', made('2026-10-31T00:00:00Z', '31536000s'), 30, '2592000s', '2026-11-30T00:00:00Z'],
    [
      'by policy where its period cannot be read',
      made('2026-10-31T00:00:00Z', 'often'),
      1,
      '86400s',
      '2026-11-02T12:00:00Z',
    ],
  ])('%s', (_, key, days, rotationPeriod, nextRotationTime) => {
    expect(rotationWithin(key, days, at)).toEqual({ rotationPeriod, nextRotationTime });
  });

  test('is not said where that is more often than once a day', () => {
    expect(rotationWithin(made(undefined), 0, at)).toBeUndefined();
  });
});

test.each([
  ['7776000s', 7_776_000],
  ['1.500s', 1.5],
  [undefined, undefined],
])('%s is %s seconds', (rotationPeriod, seconds) => {
  expect(rotationSeconds(keyWith({ rotationPeriod }).config)).toBe(seconds);
});

test.each(['7776000', '-1s', '1.s', 'x1s'])('%s is no span', (rotationPeriod) => {
  expect(rotationSeconds(keyWith({ rotationPeriod }).config)).toMatchObject({ reason: 'malformed' });
});
