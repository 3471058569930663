import { describe, expect, test } from 'vitest';
import { awsEvents } from '#clouds/aws/events';
import { changedBy, type Change, type Origin } from '#model';
import { account, trailRecord } from '../../support/aws/trail.ts';

function changeBy(fields: object): Change | undefined {
  const [notice] = awsEvents.read(trailRecord('eks:DeleteCluster', { name: 'shop' }, null, { ...fields })) ?? [];
  return notice?.is === 'change' ? notice.change : undefined;
}

const mary = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${account}:assumed-role/Admin/mary`,
  accountId: account,
  principalId: 'AROAEXAMPLE:mary',
};
const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36';

describe('the actor', () => {
  test.each<[string, object | null, string]>([
    ['of an assumed role is its session', mary, `arn:aws:sts::${account}:assumed-role/Admin/mary`],
    ['that is the root user', { type: 'Root', arn: `arn:aws:iam::${account}:root` }, `arn:aws:iam::${account}:root`],
    ['that is a service', { type: 'AWSService', invokedBy: 'eks.amazonaws.com' }, 'eks.amazonaws.com'],
    ['of a web identity', { type: 'WebIdentityUser', userName: 'mary@example.com' }, 'mary@example.com'],
    [
      'of another account',
      { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '444455556666' },
      'AIDAEXAMPLE',
    ],
    ['of which only the account is known', { type: 'AWSAccount', accountId: '444455556666' }, '444455556666'],
    ['without an identity is where the call came from', null, '203.0.113.9'],
  ])('%s', (_, userIdentity, actor) => expect(changeBy({ userIdentity })?.actor).toBe(actor));

  test('is unknown where the record says nothing', () => {
    expect(changeBy({ userIdentity: null, sourceIPAddress: null })?.actor).toBe('unknown');
  });
});

describe('the address that a call came from', () => {
  test.each<[string, string | null, string | undefined]>([
    ['is kept', '203.0.113.9', '203.0.113.9'],
    ['is kept in IPv6', '2001:db8::7', '2001:db8::7'],
    ['is none where a service called', 'cloudformation.amazonaws.com', undefined],
    ['is none where it is a network', '203.0.113.0/24', undefined],
    ['is none where the record has none', null, undefined],
  ])('%s', (_, sourceIPAddress, from) => expect(changeBy({ sourceIPAddress })?.from).toBe(from));

  test('is in no finding', () => {
    const change = changeBy({ sourceIPAddress: '203.0.113.9' });
    expect(change && changedBy(change)).not.toHaveProperty('from');
  });
});

describe('the origin', () => {
  const agents: readonly (readonly [Origin, string])[] = [
    ['cli', 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1 command#eks.delete-cluster'],
    ['cli', '[aws-cli/1.16.1 Python/3.7.3 Linux/4.14 botocore/1.12.1]'],
    ['terraform', 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 (+https://www.terraform.io) terraform-provider-aws/6.2.0'],
    ['terraform', 'APN/1.0 HashiCorp/1.0 terraform-provider-aws/6.2.0 aws-sdk-go-v2/1.36.3'],
    ['terraform', 'APN/1.0 OpenTofu/1.8.0 aws-sdk-go-v2/1.36.3'],
    ['console', 'console.amazonaws.com'],
    ['console', 'console.ec2.amazonaws.com'],
    ['console', 'signin.amazonaws.com'],
    ['provider', 'autoscaling.amazonaws.com'],
    ['provider', 'AWS Internal'],
    ['cloudformation', 'cloudformation.amazonaws.com'],
    ['sdk', 'aws-sdk-go-v2/1.36.3 os/linux lang/go#1.24.1'],
    ['sdk', 'Boto3/1.40.1 md/Botocore#1.40.1'],
    ['sdk', 'Botocore/1.40.1'],
    ['unknown', 'curl/8.0'],
    ['unknown', browser],
    ['unknown', 'myconsole.amazonaws.com.example'],
    ['unknown', ''],
  ];

  test.each(agents)('is %s by the agent %s', (origin, userAgent) => {
    expect(changeBy({ userAgent })?.origin).toBe(origin);
  });

  test.each<[string, Origin, object]>([
    [
      'a browser with credentials of the console',
      'console',
      { userAgent: browser, sessionCredentialFromConsole: 'true' },
    ],
    [
      'credentials of the console as a yes',
      'console',
      { userAgent: 'AWS Internal', sessionCredentialFromConsole: true },
    ],
    [
      'credentials of the console in the shell',
      'cli',
      { userAgent: 'aws-cli/2.31.0 exec-env/CloudShell', sessionCredentialFromConsole: 'true' },
    ],
    ['a stack', 'cloudformation', { userAgent: 'aws-sdk-java/2.1', sourceIPAddress: 'cloudformation.amazonaws.com' }],
    [
      'a stack with a role of its own',
      'cloudformation',
      { userAgent: browser, userIdentity: { ...mary, invokedBy: 'cloudformation.amazonaws.com' } },
    ],
    [
      'a service on behalf of somebody',
      'provider',
      { userAgent: browser, userIdentity: { ...mary, invokedBy: 'autoscaling.amazonaws.com' } },
    ],
    [
      'a service of its own accord',
      'provider',
      { userAgent: null, userIdentity: { type: 'AWSService', invokedBy: 'AWS Internal' } },
    ],
    ['a service in China', 'provider', { userAgent: null, sourceIPAddress: 'eks.amazonaws.com.cn' }],
    ['nothing at all', 'unknown', { userAgent: null, sourceIPAddress: null, userIdentity: null }],
  ])('of %s is %s', (_, origin, fields) => expect(changeBy(fields)?.origin).toBe(origin));
});
