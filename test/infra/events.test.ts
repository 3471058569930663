import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trackedCalls } from '#clouds/changed-by';
import { delivered } from '#clouds/aws/delivered-events';
import { callOf } from '#clouds/aws/record-events';
import { awsTypes } from '#clouds/aws/types';
import { listAt, objectAt } from '#clouds/json';
import { made } from './topologies.ts';

interface Pattern {
  readonly source: readonly { readonly prefix: string }[];
  readonly 'detail-type': readonly string[];
  readonly detail: { readonly eventSource: readonly string[]; readonly eventName: readonly string[] };
}

const rules = made('members')
  .of('AWS::Events::Rule')
  .map(([, { Properties }]) => ({
    isOwn: Properties['EventBusName'] === undefined,
    pattern: Properties['EventPattern'] as Pattern,
  }));
const own = rules.filter(({ isOwn }) => isOwn).map(({ pattern }) => pattern);
const central = rules.filter(({ isOwn }) => !isOwn).map(({ pattern }) => pattern);

const takes = (
  { source, detail, ...head }: Pattern,
  event: { source: string; eventSource: string; eventName: string },
): boolean =>
  source.some(({ prefix }) => event.source.startsWith(prefix)) &&
  head['detail-type'].includes('AWS API Call via CloudTrail') &&
  detail.eventSource.includes(event.eventSource) &&
  detail.eventName.includes(event.eventName);

const bridged = (eventSource: string, eventName: string) => ({
  source: `aws.${eventSource.split('.')[0] ?? ''}`,
  eventSource,
  eventName,
});

const calls = [...trackedCalls(awsTypes).keys()].map((call) => {
  const [service = '', name = ''] = call.split(':');
  return bridged(`${service}.amazonaws.com`, name);
});

test('each call that changes a type is taken by one rule, here and on the bus', () => {
  expect(calls.length).toBeGreaterThan(100);
  for (const call of calls) {
    for (const patterns of [own, central]) {
      expect([call.eventName, patterns.filter((it) => takes(it, call)).length]).toEqual([call.eventName, 1]);
    }
  }
});

test('no rule takes a call that changes nothing which is read', () => {
  const known = new Set(calls.map(({ eventSource, eventName }) => `${eventSource} ${eventName}`));
  const taken = own.flatMap(({ detail }) => detail.eventName.map((it) => `${detail.eventSource[0] ?? ''} ${it}`));
  expect(taken.filter((it) => !known.has(it))).toEqual([]);
});

test('nobody can put a record on the bus that no service of AWS wrote', () => {
  for (const pattern of [...own, ...central]) {
    expect(takes(pattern, { ...bridged('eks.amazonaws.com', 'UpdateClusterConfig'), source: 'shop.orders' })).toBe(
      false,
    );
  }
});

test('a pattern is as long as EventBridge takes', () => {
  for (const pattern of [...own, ...central]) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
});

const data = '../shared/data/events';

test.runIf(existsSync(data))('every recorded event of a tracked call is taken', () => {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.json'));
  const documents = files.flatMap((path) => {
    const file: unknown = JSON.parse(readFileSync(join(data, path), 'utf8'));
    return path.startsWith('panther-') ? listAt(file, 'tests').map((it) => objectAt(it, 'log')) : [file];
  });
  const records = documents.flatMap(
    (it) => delivered(it)?.flatMap((one) => (one.is === 'record' ? [one.record] : [])) ?? [],
  );
  const tracked = trackedCalls(awsTypes);
  const ours = records.filter((it) => tracked.has(callOf(it)));
  expect(ours.length).toBeGreaterThan(20);
  for (const { eventSource, eventName } of ours) {
    expect([eventName, own.some((it) => takes(it, bridged(eventSource, eventName)))]).toEqual([eventName, true]);
  }
});

test('only the organisation, the named accounts and the own one may send', () => {
  const policies = made('members')
    .of('AWS::Events::EventBusPolicy')
    .map(([, { Properties }]) => Properties['Statement'] as Record<string, unknown>);
  expect(policies.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    ['cdk-OwnOtherRegions', undefined],
    ['cdk-Accounts', undefined],
    ['cdk-Organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
  ]);
  for (const { Action } of policies) expect(Action).toBe('events:PutEvents');
  const single = made('single').of('AWS::Events::EventBusPolicy');
  expect(single).toHaveLength(1);
});
