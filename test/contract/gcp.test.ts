import { describe, expect, test } from 'vitest';
import { gcpCases } from './gcp/cases.ts';
import { prove } from './prove.ts';

describe('what is applied in Google Cloud reads back as it was simulated', () => {
  test.each(gcpCases.map((one) => [one.rule.id, one] as const))('%s', async (_, one) => {
    expect(await prove(one)).toEqual({ proves: [...one.proves].sort(), stays: one.stays ?? [] });
  });
});
