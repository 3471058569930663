import { describe, expect, test } from 'vitest';
import { kubernetesCases } from './kubernetes/cases.ts';
import { prove } from './prove.ts';

describe('what is applied in a cluster reads back as it was simulated', () => {
  test.each(kubernetesCases.map((one) => [one.rule.id, one] as const))('%s', async (_, one) => {
    expect(await prove(one)).toEqual({ proves: [...one.proves].sort(), stays: one.stays ?? [] });
  });
});
