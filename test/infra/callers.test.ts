import { expect, test } from 'vitest';
import { Template } from 'aws-cdk-lib/assertions';
import { awsTypes } from '#clouds/aws/types';
import type { AwsMember } from '#report/onboard/aws-member';
import { everyAction } from '../../infra/remediator-role.ts';
import { MemberAccountRoles } from '../../infra/index.ts';
import { appOf, at, made, topologies, type Json } from './topologies.ts';

const wanted = awsTypes.flatMap(({ callers }) => callers).sort();

/** Of the roles in some resources, each that may ask an audit log who called: what it may ask it, and where. */
const askersIn = (resources: Readonly<Record<string, unknown>>) =>
  Object.entries(resources)
    .filter(([, it]) => /AWS::IAM::(?:Role|Policy|ManagedPolicy)/.test(String(at(it, 'Type'))))
    .flatMap(([id, it]) =>
      statementsIn(at(it, 'Properties')).flatMap(({ Action, Resource }) => {
        const actions = [Action].flat().map(String);
        const asks = actions.some((one) => wanted.includes(one) || /^(?:\*|logs:(?:\*|.*Quer))/.test(one));
        return asks ? [{ id, actions: actions.sort(), resource: JSON.stringify(Resource) }] : [];
      }),
    );

/** Every statement, wherever it stands. */
function statementsIn(value: unknown): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = at(value, 'Action') !== undefined && at(value, 'Effect') === 'Allow' ? [value as Json] : [];
  return [...own, ...Object.values(value).flatMap(statementsIn)];
}

/** The template that a stack set gives to members, with what CloudFormation knows filled in. */
function memberTemplate(): Json {
  const body = made('fixing').only('AWS::CloudFormation::StackSet')['TemplateBody'];
  const parts = at(body, 'Fn::Join', 1) as readonly unknown[];
  return JSON.parse(parts.map((it) => (typeof it === 'string' ? it : 'aws')).join('')) as Json;
}

test('the types say what asking takes', () => {
  expect(wanted).toEqual(['logs:GetQueryResults', 'logs:StartQuery']);
});

test('in the account of the stack the remediator alone may ask who called a cluster', () => {
  const [one, ...more] = askersIn(made('fixing').resources);
  expect(more).toEqual([]);
  expect([one?.id.startsWith('ShoalwatchRemediator'), one?.actions]).toEqual([true, wanted]);
  expect(one?.resource).toMatch(/:logs:\*:",\{"Ref":"AWS::AccountId"\},":log-group:\/aws\/eks\/\*\/cluster:\*"/);
});

test.each(topologies.filter((it) => it !== 'fixing'))('without remediation nobody may: %s', (topology) => {
  const { of, resources } = made(topology);
  expect(askersIn(resources)).toEqual([]);
  for (const [, { Properties }] of of('AWS::CloudFormation::StackSet'))
    expect(JSON.stringify(Properties)).not.toMatch(/logs:(?!DescribeLogGroups)/);
});

test('in a member the remediator of the stack set alone may', () => {
  expect(askersIn(memberTemplate()['Resources'] as Json)).toEqual([
    {
      ...{ id: 'Remediator', actions: wanted },
      resource: '[{"Fn::Sub":"arn:aws:logs:*:${AWS::AccountId}:log-group:/aws/eks/*/cluster:*"}]',
    },
  ]);
});

test('the same in a member that gets its roles as a stack of its own', () => {
  const member: AwsMember = {
    ...{ role: 'shoalwatch-read', partition: 'aws', stackAccount: '111122223333', externalId: 'a-secret-between-us' },
    remediator: { role: 'shoalwatch-remediate', actions: everyAction },
  };
  const askers = ({ remediator, ...reader }: AwsMember) =>
    [reader, { ...reader, remediator }].map((it) => {
      const stack = new MemberAccountRoles(appOf(), 'Member', { member: it });
      const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Json };
      return askersIn(Resources).map(({ id }) => id);
    });
  expect(askers(member)).toEqual([[], ['Remediator']]);
});
