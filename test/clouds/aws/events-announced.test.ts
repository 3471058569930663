import { describe, expect, test } from 'vitest';
import { awsEvents } from '#clouds/aws/events';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { simulate } from '#engine/plan/simulate';
import type { TypedAction } from '#model';
import { clusterWith } from '../../support/aws/eks.ts';
import { account, region, trailRecord } from '../../support/aws/trail.ts';

function announcedBy(call: string, request: unknown, fields: object = {}): readonly TypedAction[] {
  const [notice] = awsEvents.read(trailRecord(call, request, null, { ...fields })) ?? [];
  return notice?.is === 'change' ? notice.announced : [];
}

const said = (call: string, request: unknown) =>
  announcedBy(call, request).map(({ action }) => [action.action, action.request]);

const config = (request: object) => ['eks:UpdateClusterConfig', { name: 'shop', ...request }] as const;
const keyArn = `arn:aws:kms:${region}:${account}:key/1`;
const everyone = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
const audit = { clusterLogging: [{ types: ['audit'], enabled: false }] };

describe('what a request asks for is announced', () => {
  test.each<[string, readonly [string, unknown], readonly (readonly [string, unknown])[]]>([
    ['the endpoint', config({ resourcesVpcConfig: everyone }), [['eks.update-endpoint', everyone]]],
    [
      'the endpoint without its networks',
      config({ resourcesVpcConfig: { endpointPrivateAccess: true, subnetIds: ['subnet-1'] } }),
      [['eks.update-endpoint', { endpointPrivateAccess: true }]],
    ],
    [
      'an empty list of networks, which is everyone',
      config({ resourcesVpcConfig: { publicAccessCidrs: [] } }),
      [['eks.update-endpoint', { publicAccessCidrs: ['0.0.0.0/0'] }]],
    ],
    ['the logs', config({ logging: audit }), [['eks.update-logging', audit]]],
    [
      'the access mode',
      config({ accessConfig: { authenticationMode: 'API' } }),
      [['eks.update-access-mode', { authenticationMode: 'API' }]],
    ],
    [
      'the deletion protection',
      config({ deletionProtection: false }),
      [['eks.update-deletion-protection', { deletionProtection: false }]],
    ],
    [
      'the upgrade policy',
      config({ upgradePolicy: { supportType: 'STANDARD' } }),
      [['eks.update-upgrade-policy', { supportType: 'STANDARD' }]],
    ],
    [
      'several parts at once',
      config({ resourcesVpcConfig: everyone, logging: audit }),
      [
        ['eks.update-endpoint', everyone],
        ['eks.update-logging', audit],
      ],
    ],
    [
      'the version',
      ['eks:UpdateClusterVersion', { name: 'shop', version: '1.34' }],
      [['eks.update-version', { version: '1.34' }]],
    ],
    [
      'the key of the secrets',
      [
        'eks:AssociateEncryptionConfig',
        { clusterName: 'shop', encryptionConfig: [{ resources: ['secrets'], provider: { keyArn } }] },
      ],
      [['eks.associate-encryption', { encryptionConfig: [{ resources: ['secrets'], provider: { keyArn } }] }]],
    ],
  ])('%s', (_, [call, request], expected) => {
    expect(said(call, request)).toEqual(expected);
    expect(awsEvents.announces).toEqual(expect.arrayContaining(announcedBy(call, request).map(({ type }) => type)));
  });

  test('of the cluster that it names, as its own type of action', () => {
    const [announced] = announcedBy(...config({ deletionProtection: true }));
    expect(announced?.action.subject).toEqual({
      type: 'eks.cluster',
      id: `arn:aws:eks:${region}:${account}:cluster/shop`,
      name: 'shop',
      target: `aws:${account}:${region}`,
    });
    expect(announced?.type.name).toBe(announced?.action.action);
  });
});

describe('nothing is announced', () => {
  test.each<[string, readonly [string, unknown]]>([
    ['of networks alone, which no action changes', config({ resourcesVpcConfig: { subnetIds: ['subnet-1'] } })],
    ['of settings that no action knows', config({ zonalShiftConfig: { enabled: true } })],
    ['of texts for numbers', config({ resourcesVpcConfig: { endpointPublicAccess: 'true' } })],
    ['of a log that EKS does not have', config({ logging: { clusterLogging: [{ types: ['all'], enabled: true }] } })],
    ['of a mode that EKS does not have', config({ accessConfig: { authenticationMode: 'NONE' } })],
    ['of a kind of support that EKS does not have', config({ upgradePolicy: { supportType: 'SOME' } })],
    ['of a version that is none', ['eks:UpdateClusterVersion', { name: 'shop', version: 'latest' }]],
    ['of a key that is not said', ['eks:AssociateEncryptionConfig', { clusterName: 'shop', encryptionConfig: [{}] }]],
    ['of a cluster that is not said', ['eks:UpdateClusterConfig', { deletionProtection: true }]],
    ['of a cluster that is made', ['eks:CreateCluster', { name: 'shop', resourcesVpcConfig: everyone }]],
    ['of a node group', ['eks:UpdateNodegroupConfig', { name: 'shop', nodegroupName: 'web', labels: {} }]],
    [
      'of an add-on, whose address is not said',
      ['eks:UpdateAddon', { name: 'shop', addonName: 'vpc-cni', configurationValues: '{}' }],
    ],
    [
      'of what takes effect at once',
      ['eks:AssociateAccessPolicy', { name: 'shop', principalArn: 'arn:aws:iam::1:role/a' }],
    ],
  ])('%s', (_, [call, request]) => expect(said(call, request)).toEqual([]));

  test('of a request that failed', () => {
    expect(announcedBy(...config({ resourcesVpcConfig: everyone }), { errorCode: 'AccessDenied' })).toEqual([]);
  });
});

test('what is announced can be simulated on the stored cluster', () => {
  const target = { id: `aws:${account}:${region}`, provider: 'aws', scopes: ['aws-region'] } as const;
  const before = { ...clusterWith({ endpointPublicAccess: false, publicAccessCidrs: [] }), target: target.id };
  const snapshot = {
    id: 's',
    target,
    startedAt: '2026-11-21T09:00:00.000Z',
    resources: [before],
    complete: [],
    gaps: [],
  };
  const [after] = simulate([snapshot], announcedBy(...config({ resourcesVpcConfig: everyone })));
  const cluster = after?.resources.find(({ type }) => type === eksCluster.name);
  expect(cluster?.config).toMatchObject({ resourcesVpcConfig: everyone });
});
