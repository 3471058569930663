import { expect, test } from 'vitest';
import { isDue } from '#app/reporting/due';
import { dayAt, periodOf } from '#app/reporting/period';

test('a day is that of the clock of the place, on both sides of midnight and of a change of clocks', () => {
  const at = (text: string, zone: string) => dayAt(Date.parse(text), zone);
  expect(at('2026-11-30T23:30:00Z', 'UTC')).toBe('2026-11-30');
  expect(at('2026-11-30T23:30:00Z', 'Europe/Berlin')).toBe('2026-12-01');
  expect(at('2026-03-29T00:30:00Z', 'America/New_York')).toBe('2026-03-28');
  expect(at('2026-03-28T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-29');
});

test('a period begins on the day itself, on its Monday, or on the first', () => {
  expect(periodOf('daily', '2026-11-22')).toBe('2026-11-22');
  expect(['2026-11-22', '2026-11-23', '2026-11-29'].map((day) => periodOf('weekly', day))).toEqual([
    ...['2026-11-16', '2026-11-23', '2026-11-23'],
  ]);
  expect(periodOf('weekly', '2027-01-01')).toBe('2026-12-28');
  expect(periodOf('monthly', '2026-11-22')).toBe('2026-11-01');
});

const files = ['report.html', 'report.csv'];
const due = (every: 'daily' | 'weekly' | 'monthly', folder: string, held: readonly string[] = files) =>
  isDue({ every }, { today: '2026-11-23', files, written: [{ folder, files: held }] });

test('a report is due once in its period, and again where its files were not all written', () => {
  expect(isDue({ every: 'daily' }, { today: '2026-11-23', files, written: [] })).toBe(true);
  expect([due('daily', '2026-11-23_r-1'), due('daily', '2026-11-22_r-1')]).toEqual([false, true]);
  expect([due('weekly', '2026-11-23_r-1'), due('weekly', '2026-11-22_r-1')]).toEqual([false, true]);
  expect([due('monthly', '2026-11-01_r-1'), due('monthly', '2026-10-31_r-1')]).toEqual([false, true]);
  expect(due('daily', '2026-11-23_r-1', ['report.html'])).toBe(true);
  expect(due('daily', 'notes of ours')).toBe(true);
});
