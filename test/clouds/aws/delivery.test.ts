import { afterEach, describe, expect, test } from 'vitest';
import { rulesStanding, trailStanding, type WantedRule } from '#clouds/aws/delivery';
import { gateOf } from '#clouds/gate';
import { startDeliveries, type Deliveries, type DeliveryRegion } from '../../sim/aws/deliveries.ts';
import { quickClock } from '../../support/quick-clock.ts';

const running: Deliveries[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function at(region: Partial<DeliveryRegion>) {
  const sim = await startDeliveries({ 'eu-west-1': { trails: [], rules: [[]], ...region } });
  running.push(sim);
  const clock = quickClock();
  const credentials = { accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C' };
  const config = { endpoint: sim.url, credentials };
  const way = { gate: gateOf({ clock, attempts: 1 }), account: '111122223333', config };
  return { sim, way };
}

const arn = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/management';
const writes = { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] };
const field = (Field: string, ...Equals: readonly string[]) => ({ Field, Equals });
const advanced = (...FieldSelectors: readonly object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors }] });
const trail = { arn, home: 'eu-west-1', isLogging: true, selectors: writes };

describe('a trail', () => {
  test.each([
    ['of all management events', writes],
    ['of those that write', { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] }],
    ['of management events by advanced selectors', advanced(field('eventCategory', 'Management'))],
    [
      'of those that write, by advanced ones',
      advanced(field('eventCategory', 'Management'), field('readOnly', 'false')),
    ],
  ])('%s tells of changes', async (_name, selectors) => {
    const { way, sim } = await at({ trails: [{ ...trail, selectors }] });
    expect(await trailStanding(way, 'eu-west-1')).toMatchObject({ state: 'there' });
    expect(sim.calls.map(({ call }) => call)).toEqual([
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:GetEventSelectors',
    ]);
  });

  test.each([
    ['that reads alone', { EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }] }],
    ['of data events', { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false }] }],
    ['of data events, by advanced selectors', advanced(field('eventCategory', 'Data'))],
    ['that reads alone, by advanced ones', advanced(field('eventCategory', 'Management'), field('readOnly', 'true'))],
  ])('%s does not', async (_name, selectors) => {
    const { way } = await at({ trails: [{ ...trail, selectors }] });
    expect(await trailStanding(way, 'eu-west-1')).toEqual({
      state: 'missing',
      detail: `No trail does: ${arn} records no management events that write.`,
    });
  });

  test('that is stopped does not, and another one beside it does', async () => {
    const stopped = { ...trail, arn: `${arn}-old`, isLogging: false };
    const { way } = await at({ trails: [stopped] });
    expect(await trailStanding(way, 'eu-west-1')).toMatchObject({ state: 'missing', detail: /-old is stopped/ });
    const both = await at({ trails: [stopped, trail] });
    expect(await trailStanding(both.way, 'eu-west-1')).toMatchObject({ state: 'there' });
  });

  test('that is not there is missing', async () => {
    const { way } = await at({});
    expect(await trailStanding(way, 'eu-west-1')).toEqual({ state: 'missing', detail: 'No trail covers the region.' });
  });

  test.each(['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'])(
    'of which %s tells nothing is not known',
    async (call) => {
      const { way } = await at({ trails: [trail], denied: [call] });
      expect(await trailStanding(way, 'eu-west-1')).toMatchObject({ state: 'unknown', permission: call });
    },
  );
});

const wanted: readonly WantedRule[] = ['shoalwatch-eks', 'shoalwatch-ec2-1'].map((name) => ({
  name,
  pattern: { detail: { eventSource: [`${name}.amazonaws.com`], eventName: ['CreateIt', 'DeleteIt'] } },
}));

const ruleOf = ({ name, pattern }: WantedRule, more: object = {}) => ({
  ...{ Name: name, State: 'ENABLED', EventPattern: JSON.stringify({ ...pattern, 'detail-type': ['x'] }), ...more },
});
const [eks, ec2] = [wanted[0]!, wanted[1]!];

describe('the event rules of a region', () => {
  const standing = async (rules: DeliveryRegion['rules'], denied: readonly string[] = []) => {
    const { way } = await at({ rules, denied });
    return rulesStanding(way, 'eu-west-1', wanted);
  };

  test('stand where each is enabled, on whatever page, under the name of its stack', async () => {
    expect(await standing([[ruleOf(eks)], [], [ruleOf(ec2, { Name: 'audit-ec2-1' })]])).toEqual({
      state: 'there',
      detail: '2 event rules stand.',
    });
  });

  test.each([
    ['is missing', [[ruleOf(eks)]]],
    ['is disabled', [[ruleOf(eks), ruleOf(ec2, { State: 'DISABLED' })]]],
    ['is out of date', [[ruleOf(eks), ruleOf(ec2, { EventPattern: '{"detail":{"eventName":["CreateIt"]}}' })]]],
    ['is out of date', [[ruleOf(eks), ruleOf(ec2, { EventPattern: undefined })]]],
  ])('do not where one %s', async (why, rules) => {
    expect(await standing(rules)).toEqual({
      state: 'missing',
      detail: `Changes are not handed on: shoalwatch-ec2-1 ${why}.`,
    });
  });

  test('are not known where they cannot be listed', async () => {
    expect(await standing([[]], ['events:ListRules'])).toMatchObject({
      state: 'unknown',
      permission: 'events:ListRules',
    });
  });

  test('are asked for in that region, signed with the session', async () => {
    const { way, sim } = await at({ rules: [[ruleOf(eks), ruleOf(ec2)]] });
    await rulesStanding(way, 'eu-west-1', wanted);
    expect(sim.calls[0]).toMatchObject({ region: 'eu-west-1', headers: { 'x-amz-security-token': 'C' } });
  });
});
