import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ago, daysBetween, formatDate, formatTime, parseInstant } from '#lib/time';
import { hostileStrings } from '#test/support/hostile';

describe('reading', () => {
  test.each([
    ['2026-11-21T09:12:00.000Z', '2026-11-21T09:12:00.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T09:12Z', '2026-11-21T09:12:00.000Z'],
    ['2026-11-21t09:12:00z', '2026-11-21T09:12:00.000Z'],
    ['2026-11-21T09:12:00+02:00', '2026-11-21T07:12:00.000Z'],
    ['2026-11-21T09:12:00-0530', '2026-11-21T14:42:00.000Z'],
    ['2026-11-21T09:12:00.1234567Z', '2026-11-21T09:12:00.123Z'],
    ['2026-11-21T09:12:00.5+00:00', '2026-11-21T09:12:00.500Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  test.each([
    '',
    'now',
    '2026',
    '2026-11',
    '21.11.2026',
    '1700000000',
    '2026-11-21T09:12:00',
    '2026-11-21 09:12:00Z',
    '2026-11-21Z',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-21T24:00:00Z',
    '2026-11-21T09:60:00Z',
    '2026-11-21T09:12:60Z',
    '2026-11-21T09:12:00+24:00',
    '2026-11-21T09:12:00+01:60',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
    ' 2026-11-21',
    '2026-11-21\n',
    'Sat, 21 Nov 2026 09:12:00 GMT',
  ])('%j is no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('what a date writes is read as the same moment', () => {
    const min = new Date('0000-01-01T00:00:00.000Z');
    const max = new Date('9999-12-31T23:59:59.999Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  test('no string makes it throw', () => {
    for (const text of hostileStrings()) expect(parseInstant(text)).toBeUndefined();
  });
});

test.each([
  ['2026-11-01', '2026-11-21', 20],
  ['2026-11-21', '2026-11-01', -20],
  ['2026-11-21T00:00:01Z', '2026-11-22T00:00:00Z', 0],
  ['2026-11-22T00:00:00Z', '2026-11-21T00:00:01Z', 0],
  ['2024-02-28', '2024-03-01', 2],
  ['soon', '2026-11-21', undefined],
  ['2026-11-21', 'soon', undefined],
])('from %s to %s it is %s days', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});

test.each([
  ['2026-11-21T09:11:01Z', 'just now'],
  ['2026-11-21T09:11:00Z', '1 min ago'],
  ['2026-11-21T08:12:01Z', '59 min ago'],
  ['2026-11-21T06:00:00Z', '3 h ago'],
  ['2026-11-20T09:12:01Z', '23 h ago'],
  ['2026-11-20T09:12:00Z', '1 d ago'],
  ['2026-11-09T09:12:00Z', '12 d ago'],
  ['2026-11-21T12:12:00Z', 'in 3 h'],
  ['soon', 'at an unknown time'],
])('%s was %s', (from, words) => {
  expect(ago(from, '2026-11-21T09:12:00Z')).toBe(words);
});

test('dates are those of UTC', () => {
  expect(formatDate('2026-11-21T23:30:00-02:00')).toBe('2026-11-22');
  expect(formatTime('2026-11-21T23:30:59-02:00')).toBe('2026-11-22 01:30 UTC');
  expect(formatDate('soon')).toBe('unknown date');
  expect(formatTime('soon')).toBe('unknown time');
});
