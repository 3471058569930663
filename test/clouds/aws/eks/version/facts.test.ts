import { describe, expect, test } from 'vitest';
import { eksSupport, supportAt } from '#clouds/aws/eks/version/facts';
import { eksVersion } from '#clouds/aws/eks/version/resource';
import { isUnread } from '#rule';
import { clusterWith, versionWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

function stage(at: string, version: string, config: Parameters<typeof versionWith>[1]) {
  const table = answerOf(eksSupport, clusterWith({}, { version }), [versionWith(version, config)]);
  const support = isUnread(table) ? table : supportAt(table, version, at);
  return isUnread(support) ? support.reason : support.stage;
}

const dates = { endOfStandardSupportDate: '2026-07-29', endOfExtendedSupportDate: '2027-07-29' };

describe('the stage of a version', () => {
  test.each([
    ['2026-07-28T23:59:59Z', 'standard'],
    ['2026-07-29T00:00:00Z', 'extended'],
    ['2027-07-28T23:59:59Z', 'extended'],
    ['2027-07-29T00:00:00Z', 'unsupported'],
  ])('by its dates at %s is %s', (at, expected) => {
    expect(stage(at, '1.33', dates)).toBe(expected);
  });

  test('that was read is not bettered by dates to come', () => {
    expect(stage('2026-01-01T00:00:00Z', '1.33', { ...dates, versionStatus: 'EXTENDED_SUPPORT' })).toBe('extended');
    expect(stage('2026-01-01T00:00:00Z', '1.33', { ...dates, versionStatus: 'UNSUPPORTED' })).toBe('unsupported');
  });

  test.each([
    ['standard-support', 'standard'],
    ['extended-support', 'extended'],
    ['unsupported', 'unsupported'],
  ] as const)('by the deprecated status %s is %s', (status, expected) => {
    expect(stage('2026-01-01T00:00:00Z', '1.33', { status })).toBe(expected);
  });

  test('by versionStatus, whatever the deprecated status says', () => {
    const both = { versionStatus: 'STANDARD_SUPPORT', status: 'unsupported' } as const;
    expect(stage('2026-01-01T00:00:00Z', '1.33', both)).toBe('standard');
  });

  test('by a status that is none is unknown, while no date that has passed says worse', () => {
    const odd = { ...dates, versionStatus: 'DEPRECATED' as 'UNSUPPORTED' };
    expect(stage('2026-01-01T00:00:00Z', '1.33', odd)).toBe('malformed');
    expect(stage('2026-08-01T00:00:00Z', '1.33', odd)).toBe('extended');
    expect(stage('2027-08-01T00:00:00Z', '1.33', odd)).toBe('unsupported');
  });

  test('without status and dates is unknown', () => {
    expect(stage('2026-01-01T00:00:00Z', '1.33', {})).toBe('field-missing');
  });

  test('that is no Kubernetes minor is unknown', () => {
    expect(stage('2026-01-01T00:00:00Z', 'latest', dates)).toBe('malformed');
  });
});

test('an end that is no date is unknown', () => {
  const odd = versionWith('1.33', { versionStatus: 'STANDARD_SUPPORT', endOfStandardSupportDate: 'soon' });
  const table = answerOf(eksSupport, clusterWith({}), [odd]);
  expect(isUnread(table) ? table : supportAt(table, '1.33', '2026-01-01T00:00:00Z')).toMatchObject({
    standard: { reason: 'malformed', message: 'endOfStandardSupportDate is no date: soon.' },
  });
});

test('an empty listing makes no version old', () => {
  const table = answerOf(eksSupport, clusterWith({}, { version: '1.2' }));
  expect(isUnread(table) ? table : supportAt(table, '1.2', '2026-01-01T00:00:00Z')).toMatchObject({
    reason: 'not-found',
  });
});

test('a minor between the listed ones is not old', () => {
  const table = answerOf(eksSupport, clusterWith({}, { version: '1.32' }), [versionWith('1.31'), versionWith('1.33')]);
  expect(isUnread(table) ? table : supportAt(table, '1.32', '2026-01-01T00:00:00Z')).toMatchObject({
    reason: 'not-found',
    message: 'EKS does not list Kubernetes 1.32.',
  });
});

test('the shipped table serves for a year, to the day', () => {
  const table = answerOf(eksSupport, clusterWith({}), [], { folder: 'recorded' });
  const on = (at: string) => (isUnread(table) ? table : supportAt(table, '1.35', at));
  expect(on('2027-02-14T00:00:00Z')).toMatchObject({ stage: 'standard' });
  expect(on('2027-02-15T00:00:00Z')).toMatchObject({ reason: 'not-in-files' });
});

test('the shipped table stands in for files alone', () => {
  const told = { reason: 'denied', permission: 'eks:DescribeClusterVersions' };
  expect(answerOf(eksSupport, clusterWith({}), [], { hidden: [eksVersion] })).toMatchObject(told);
});
