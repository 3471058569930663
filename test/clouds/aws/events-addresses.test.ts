import { describe, expect, test } from 'vitest';
import { awsEvents } from '#clouds/aws/events';
import { awsAddresses } from '#clouds/aws/touched-events';
import { awsTypes } from '#clouds/aws/types';
import type { Change, Touched } from '#model';
import { machineCases, sourceCases } from '../../support/aws/trail-machines.ts';
import { iamCases, inspectorCases, kmsCases } from '../../support/aws/trail-accounts.ts';
import { balancerCases, detectorCases } from '../../support/aws/trail-balancers.ts';
import { networkCases, tagCases } from '../../support/aws/trail-ec2.ts';
import { ecrCases } from '../../support/aws/trail-ecr.ts';
import { eksCases, unsaidEksCases } from '../../support/aws/trail-eks.ts';
import { eksPartCases, logGroupCases, sharingCases, trailCases } from '../../support/aws/trail-parts.ts';
import { account, region, trailRecord, type TrailCase } from '../../support/aws/trail.ts';

const ec2Cases = [...networkCases, ...tagCases, ...machineCases, ...sourceCases, ...sharingCases];
const accountCases = [
  ...iamCases,
  ...kmsCases,
  ...inspectorCases,
  ...trailCases,
  ...logGroupCases,
  ...balancerCases,
  ...detectorCases,
];
const cases = [...eksCases, ...unsaidEksCases, ...eksPartCases, ...ec2Cases, ...ecrCases, ...accountCases];

function changeOf(record: unknown): Change | undefined {
  const [notice] = awsEvents.read(record) ?? [];
  return notice?.is === 'change' ? notice.change : undefined;
}

const recordOf = ({ call, request, response, fields }: TrailCase) => trailRecord(call, request, response, fields);

/** The shortened addresses of a case in full. */
function expected({ touched }: TrailCase): readonly Touched[] {
  return Object.entries(touched).flatMap(([type, ids]): Touched[] => {
    const scope = awsTypes.find(({ name }) => name === type)?.scope;
    const target = `aws:${account}:${scope === 'aws-global' ? 'global' : region}`;
    if (ids === 'any') return [{ target, type }];
    return ids.map((id) => ({ target, type, id: /^(?:arn|aws):/.test(id) ? id : fullAddress(id) }));
  });
}

function fullAddress(id: string): string {
  const [service = '', ...path] = id.split(':');
  return `arn:aws:${service}:${region}:${account}:${path.join(':')}`;
}

const byTypeAndId = (all: readonly Touched[] | undefined) =>
  (all ?? []).map(({ target, type, id }) => `${target} ${type} ${id ?? 'any'}`).sort();

const changedTypes = awsTypes.flatMap(({ name, changedBy }) => changedBy.map((call) => ({ call, type: name })));

describe('each call', () => {
  test.each(cases)('$call touches what its record names: %#', (it) => {
    expect(byTypeAndId(changeOf(recordOf(it))?.touched)).toEqual(byTypeAndId(expected(it)));
  });

  test.each(changedTypes)('$call has a case that touches $type', ({ call, type }) => {
    expect(cases.filter((it) => it.call === call && type in it.touched)).not.toEqual([]);
  });

  test('each type that calls change says how its addresses are found, and no other one does', () => {
    const named = awsTypes.filter(({ changedBy }) => changedBy.length > 0).map(({ name }) => name);
    expect([...awsAddresses.keys()].sort()).toEqual(named.sort());
  });

  test('no call is named twice for a type', () => {
    for (const { name, changedBy } of awsTypes) expect([name, ...new Set(changedBy)]).toEqual([name, ...changedBy]);
  });
});

describe('an address', () => {
  test('is of the partition of its region', () => {
    const record = trailRecord('eks:DeleteCluster', { name: 'shop' }, null, { awsRegion: 'cn-north-1' });
    expect(changeOf(record)?.touched).toEqual([
      {
        target: `aws:${account}:cn-north-1`,
        type: 'eks.cluster',
        id: `arn:aws-cn:eks:cn-north-1:${account}:cluster/shop`,
      },
    ]);
  });

  test('of a repository is of the partition of its region', () => {
    const record = trailRecord('ecr:PutImageTagMutability', { repositoryName: 'shop' }, null, {
      awsRegion: 'us-gov-west-1',
    });
    expect(changeOf(record)?.touched[0]?.id).toBe(`arn:aws-us-gov:ecr:us-gov-west-1:${account}:repository/shop`);
  });

  test('of another account is not touched', () => {
    const record = trailRecord('ecr:SetRepositoryPolicy', { repositoryName: 'shop', registryId: '444455556666' });
    expect(awsEvents.read(record)).toEqual([
      { is: 'not-tracked', call: 'ecr:SetRepositoryPolicy', why: 'nothing that it touched is read' },
    ]);
  });

  test('of another region is not touched', () => {
    const keyId = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';
    expect(awsEvents.read(trailRecord('kms:PutKeyPolicy', { keyId }))?.[0]?.is).toBe('not-tracked');
  });

  test('is found in a request that was made a text of', () => {
    const record = trailRecord('eks:DeleteCluster', '{"name":"shop"}');
    expect(changeOf(record)?.touched[0]?.id).toBe(`arn:aws:eks:${region}:${account}:cluster/shop`);
  });

  test('is not found in a text that breaks off', () => {
    const record = trailRecord('eks:DeleteCluster', '{"name":"shop"');
    expect(changeOf(record)?.touched).toEqual([{ target: `aws:${account}:${region}`, type: 'eks.cluster' }]);
  });

  test('of a field that an object inherits is none', () => {
    const record = trailRecord('eks:DeleteCluster', JSON.parse('{"__proto__":{"name":"shop"}}'));
    expect(changeOf(record)?.touched[0]?.id).toBeUndefined();
  });
});

describe('what is not read', () => {
  test.each([
    ['ec2:CreateTags', { resourcesSet: { items: [{ resourceId: 'vpn-0a1' }] } }],
    ['eks:TagResource', { resourceArn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/shop/a-1' }],
    ['logs:PutRetentionPolicy', { logGroupName: '/aws/eks/shop/cluster/more', retentionInDays: 1 }],
    ['ecr:PutAccountSetting', { name: 'BASIC_SCAN_TYPE_VERSION', value: 'AWS_NATIVE' }],
    ['inspector2:Enable', { accountIds: ['444455556666'] }],
    ['elasticloadbalancing:CreateLoadBalancer', { loadBalancerName: 'classic' }],
    ['elasticloadbalancing:AddTags', { loadBalancerNames: ['classic'] }],
    [
      'elasticloadbalancing:AddTags',
      { resourceArns: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/1'] },
    ],
    ['inspector2:Disable', { accountIds: ['444455556666'] }],
  ])('is not tracked: %s', (call, request) => {
    expect(awsEvents.read(trailRecord(call, request))).toEqual([
      { is: 'not-tracked', call, why: 'nothing that it touched is read' },
    ]);
  });
});
