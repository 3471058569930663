import { describe, expect, test } from 'vitest';
import { awsCases } from './aws/cases.ts';
import { prove } from './prove.ts';

describe('what is applied in AWS reads back as it was simulated', () => {
  test.each(awsCases.map((one) => [one.rule.id, one] as const))('%s', async (_, one) => {
    expect(await prove(one)).toMatchObject({ proves: [...one.proves].sort(), stays: one.stays ?? [] });
  });
});
