import { expect, test } from 'vitest';
import { skewOf } from '#app/clock-skew';
import { parseHttpDate } from '#lib/http-date';

const at = Date.parse('2026-11-23T12:00:00.000Z');
const heard = (host: string, date: number, receivedAt: number) => ({
  host,
  date: new Date(date).toUTCString(),
  receivedAt,
});

test('a date of HTTP is read in the one form that is written today', () => {
  expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(Date.parse('1994-11-06T08:49:37Z'));
  for (const text of ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06', 'Sun, 06 Foo 1994 08:49:37 GMT', '']) {
    expect(parseHttpDate(text), text).toBeUndefined();
  }
});

test('of each host the quickest answer counts, and one whose clock is wrong is outvoted', () => {
  expect(skewOf([heard('a', at, at + 4000), heard('a', at, at + 300)])).toBe(300);
  expect(skewOf([heard('a', at, at + 300), heard('b', at, at + 500), heard('c', at - 3_600_000, at)])).toBe(500);
  expect(skewOf([heard('a', at, at - 600_000), heard('b', at, at - 599_500), heard('c', at, at - 599_000)])).toBe(
    -599_500,
  );
});

test('where nobody says the time nothing is known', () => {
  expect(skewOf([])).toBeUndefined();
  expect(skewOf([{ host: 'a', date: 'soon', receivedAt: at }])).toBeUndefined();
});
