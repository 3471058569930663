import { expect, it } from 'vitest';
import { fitsStars } from '#lib/pattern';

it('a star stands for any characters, none included', () => {
  const fits = (pattern: string) =>
    ['pay', 'payments-prod', 'prod-payments', ''].filter((it) => fitsStars(it, pattern));
  expect(fits('pay*')).toEqual(['pay', 'payments-prod']);
  expect(fits('*pay*')).toEqual(['pay', 'payments-prod', 'prod-payments']);
  expect(fits('p*m*s')).toEqual(['prod-payments']);
  expect(fits('pay')).toEqual(['pay']);
  expect(fits('*')).toHaveLength(4);
  expect(fitsStars('ab', 'ab*b')).toBe(false);
  expect(fitsStars('a.b', 'a?b')).toBe(false);
});
