import { describe, expect, it } from 'vitest';
import { minutesOf } from '#app/config/deployment';
import { loadConfig } from '#app/config/load';
import { ShoalwatchError } from '#model';

function mistakesIn(text: string): string {
  try {
    loadConfig(`version: 1\n${text}\n`, 'f', []);
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'config') return error.message;
    throw error;
  }
  return '';
}

describe('an interval', () => {
  it.each([
    ['5m', 5],
    ['1h', 60],
    ['2d', 2880],
    ['0h', undefined],
    ['1', undefined],
    ['h', undefined],
    ['1.5h', undefined],
    ['1h30m', undefined],
    ['', undefined],
  ])('%j is %j minutes', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });
});

describe('the deployment half', () => {
  it.each([
    ['schedule: {full: 5m, nearRealTime: false}'],
    ['schedule: {full: 7d}'],
    ['schedule: {}'],
    ['evidence: {retentionDays: 30}'],
    ['evidence: {objectLock: {mode: governance, days: 1}}'],
    ['members: {accounts: ["111122223333"]}'],
    ['members: {organization: o-a1b2c3d4e5, units: [ou-abcd-1a2b3c4d, r-abcd]}'],
  ])('takes %s', (text) => {
    expect(mistakesIn(text)).toBe('');
  });
  const span = 'schedule.full: it has to be from 5m to 7d, such as 30m, 1h or 1d';
  it.each([
    ['schedule: {full: 4m}', `f:2:18: ${span}`],
    ['schedule: {full: 8d}', `f:2:18: ${span}`],
    ['schedule: {full: hourly}', `f:2:18: ${span}`],
    ['schedule: {fill: 1h}', 'f:2:12: unknown key "fill"; did you mean "full"?'],
    ['evidence: {retentionDays: 7}', 'f:2:27: evidence.retentionDays: 7 is less than 30'],
    ['evidence: {objectLock: {days: 30}}', 'f:2:24: evidence.objectLock.mode is missing'],
    [
      'evidence: {objectLock: {mode: legal, days: 30}}',
      'f:2:31: evidence.objectLock.mode: "legal" is not allowed  (governance, compliance)',
    ],
    ['evidence: {objectLock: {mode: compliance, days: 0}}', 'f:2:49: evidence.objectLock.days: 0 is less than 1'],
    ['members: {accounts: ["1"]}', 'f:2:22: members.accounts.0: an account id has twelve digits'],
    ['members: {accounts: []}', 'f:2:21: members.accounts is empty'],
    [
      'members: {organization: o-a1b2c3d4e5, units: [prod]}',
      'f:2:47: members.units.0: the id of a unit is such as ou-abcd-1a2b3c4d, that of the root such as r-abcd',
    ],
    ['members: {regions: [eu-west-1]}', 'f:2:10: members: members are named by units, or by accounts'],
    [
      'members: {units: [ou-abcd-1a2b3c4d]}',
      'f:2:18: members.units: only what is of the organisation is let in: add organization, the id of it',
    ],
    [
      'members: {organization: acme, units: [r-abcd]}',
      'f:2:25: members.organization: the id of an organisation begins with o-',
    ],
  ])('refuses %s', (text, words) => {
    expect(mistakesIn(text)).toBe(words);
  });
});
