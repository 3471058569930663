import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, type Desk } from '../cli/run.ts';
import { ShoalwatchStack } from '../../infra/index.ts';
import { appOf, bundles, configs, type Topology } from './topologies.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const account = '111122223333';

/** The outputs as a person reads them after a deployment. */
function readOutputs(topology: Topology, region: string, partition = 'aws'): Readonly<Record<string, string>> {
  const stack = new ShoalwatchStack(appOf(), 'Shoalwatch', {
    bundles,
    config: configs[topology],
    env: { account, region },
  });
  const { Outputs } = Template.fromStack(stack).toJSON() as { Outputs: Record<string, { Value: unknown }> };
  const known: Readonly<Record<string, string>> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': partition,
  };
  const read = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
    if (join) return join[1].map(read).join(join[0]);
    return known[Ref ?? ''] ?? JSON.stringify(value);
  };
  return Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, read(Value)]));
}

const elsewhere: Readonly<Record<string, string>> = {
  aws: '--external-id 8c7f2a6e',
  azure: '--management-group prod',
  gcp: '--projects shop-prod',
};

test.each(Object.entries(elsewhere))(
  'the roles that read %s are taken by onboard as they stand',
  async (cloud, place) => {
    const outputs = readOutputs('clouds', 'eu-west-1');
    const roles = outputs[`${cloud.charAt(0).toUpperCase()}${cloud.slice(1)}ReaderRoles`] ?? '';
    const named = ['sweep', 'reread'].map((it) => `arn:aws:iam::${account}:role/Shoalwatch-${it}-${cloud}-eu-west-1`);
    expect(roles.split(',')).toEqual(named);
    const { code, out } = await desk.run(`onboard ${cloud} --principal ${roles} ${place}`);
    expect(code).toBe(0);
    for (const it of named) expect(out).toContain(it.split('/')[1]);
  },
);

test.each([
  ['eu-west-1', 'aws', 'https://eu-west-1.console.aws.amazon.com/cloudwatch/'],
  ['cn-north-1', 'aws-cn', 'https://cn-north-1.console.amazonaws.cn/cloudwatch/'],
  ['us-gov-west-1', 'aws-us-gov', 'https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/'],
])('the dashboard of a stack in %s opens in the console of %s', (region, partition, start) => {
  expect(readOutputs('single', region, partition)['DashboardUrl']).toMatch(new RegExp(`^${RegExp.escape(start)}home`));
});
