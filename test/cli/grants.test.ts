import { describe, expect, test } from 'vitest';
import { tokenAlgorithm, tokenSeconds } from '#clouds/aws/web-identity';
import { entraAudience } from '#clouds/azure/federation';
import type { Provider, Reading } from '#model';
import { grantsFor } from '../../cli/doctor/grants.ts';

function denied(provider: Provider, target: string, ...permissions: readonly string[]): Reading {
  const gaps = permissions.map((permission) => {
    return { target, api: permission, permission, reason: 'denied' as const, types: ['any'], detail: 'Refused.' };
  });
  const at = '2026-11-22T00:00:00Z';
  return { target: { id: target, provider, scopes: [] }, startedAt: at, resources: [], complete: [], gaps };
}

const commandsFor = (...reading: Parameters<typeof denied>): readonly string[] =>
  grantsFor([denied(...reading)]).flatMap(({ commands }) => commands);

describe('what cures a refusal', () => {
  test('of a role that cannot be taken is onboarding', () => {
    expect(commandsFor('aws', 'aws:111122223333:global', 'sts:AssumeRole')).toEqual([
      'shoalwatch onboard aws --stack-account <account that reads> --external-id <external id>',
    ]);
  });

  test('of a right that the reader role lacks is its policy', () => {
    expect(commandsFor('aws', 'aws:111122223333:eu-west-1', 'ec2:DescribeVpcs')).toEqual([
      expect.stringMatching(/^aws iam put-role-policy .*aws-reader-policy\.gen\.json'$/),
    ]);
  });

  test('of the way into a cluster of AKS is onboarding it, by its own address', () => {
    const id = '/subscriptions/s/resourcegroups/g/providers/microsoft.containerservice/managedclusters/shop';
    const action = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action';
    expect(commandsFor('kubernetes', `k8s:${id}`, action)).toEqual([
      `shoalwatch onboard cluster '${id}' --principal <object id>`,
    ]);
  });

  test('of a listing of accounts is a role where accounts are managed, and nothing in the account', () => {
    expect(commandsFor('aws', 'aws:111122223333:global', 'organizations:ListAccounts')).toEqual([
      expect.stringContaining('aws-organization-policy.gen.json'),
    ]);
  });

  test.each([
    [
      'azure',
      'iam:EnableOutboundWebIdentityFederation',
      [
        'aws iam enable-outbound-web-identity-federation',
        'shoalwatch onboard azure --principal <ARN of the role that reads>',
      ],
    ],
    [
      'azure',
      'microsoft.directory/applications/credentials/update',
      ['shoalwatch onboard azure --principal <ARN of the role that reads>'],
    ],
    [
      'gcp',
      'iam.workloadIdentityPoolProviders.update',
      ['shoalwatch onboard gcp --principal <ARN of the role that reads>'],
    ],
    ['gcp', 'iam.serviceAccounts.getAccessToken', ['shoalwatch onboard gcp --principal <ARN of the role that reads>']],
  ] as const)(
    'of a sign-in to %s by federation is told once for all that it reads: %s',
    (provider, right, commands) => {
      const refused = ['one', 'two'].map((id) => denied(provider, `${provider}:${id}`, right));
      expect(grantsFor(refused)).toEqual([
        { place: `the sign-in to ${provider} with a role in AWS`, permissions: [right], commands },
      ]);
    },
  );

  test('of a role that gets no token is a policy that gives it those for Entra alone', () => {
    const [command = ''] = commandsFor('azure', 'azure:one', 'sts:GetWebIdentityToken');
    const policy: unknown = JSON.parse(/--policy-document '(.*)'$/.exec(command)?.[1] ?? '');
    expect(policy).toMatchObject({
      Statement: [
        {
          Action: 'sts:GetWebIdentityToken',
          Condition: {
            'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': entraAudience },
            NumericLessThanEquals: { 'sts:DurationSeconds': tokenSeconds },
            StringEquals: { 'sts:SigningAlgorithm': tokenAlgorithm },
          },
        },
      ],
    });
  });

  test('of one account in several regions is told once', () => {
    const readings = ['eu-west-1', 'eu-central-1'].map((region) =>
      denied('aws', `aws:111122223333:${region}`, 'ec2:DescribeVpcs'),
    );
    expect(grantsFor(readings)).toMatchObject([{ place: 'aws:111122223333', permissions: ['ec2:DescribeVpcs'] }]);
  });
});
