import { describe, expect, it } from 'vitest';
import { accountOf, clusterOf, covers, isCluster, isTarget } from '#engine/waivers/waiver-scope';
import type { Finding, WaiverScope } from '#model';

const eks = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';
const aks =
  '/subscriptions/12345678-90ab-cdef-1234-567890abcdef/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/shop';
const gke = '//container.googleapis.com/projects/p/locations/europe-west1/clusters/shop';

const upper = 'azure:12345678-90AB-CDEF-1234-567890ABCDEF';

const found = (id: string, target: string, more: Partial<Finding> = {}): Finding => ({
  ...{ id: 'f-1', rule: 'door-closed', severity: 'high', status: 'open', message: '', evidence: [], firstSeen: '' },
  ...{ snapshots: [], resource: { type: 'door', id, name: id, target } },
  ...more,
});
const isCovered = (scope: WaiverScope, it: Finding): boolean => covers({ rule: 'door-closed', ...scope }, it);

describe('a waiver of a cluster', () => {
  it.each([
    ['itself', eks, eks, 'aws:111122223333:eu-west-1'],
    ['its node group', eks, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/web/1', 'aws:111122223333:eu-west-1'],
    ['its add-on', eks, 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/1', 'aws:111122223333:eu-west-1'],
    ['what its API holds at an address of its own', eks, 'pod', `k8s:${eks}`],
    ['what its API holds', eks, `${eks}/core/v1/namespaces/shop/pods/web`, `k8s:${eks}`],
    ['an AKS cluster itself', aks, aks, 'azure:12345678-90ab-cdef-1234-567890abcdef'],
    ['its pool', aks, `${aks}/agentpools/web`, 'azure:12345678-90ab-cdef-1234-567890abcdef'],
    [
      'an AKS cluster in the case of the portal',
      aks.replace('rg', 'RG').toUpperCase().replace('SUBSCRIPTIONS', 'subscriptions'),
      aks,
      'azure:1',
    ],
    ['a GKE cluster itself', gke, gke, 'gcp:p'],
    ['its pool on GKE', gke, `${gke}/nodePools/web`, 'gcp:p'],
    ['what is in GKE', gke, `${gke}/core/v1/_cluster/nodes/n`, `k8s:${gke}`],
  ])('covers %s', (_name, cluster, id, target) => expect(isCovered({ cluster }, found(id, target))).toBe(true));

  it.each([
    ['a cluster whose name begins alike', eks, `${eks}-2`, 'aws:111122223333:eu-west-1'],
    ['the node group of another', eks, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop-2/web/1', 'aws:1:x'],
    [
      'a node group that is called like it',
      eks,
      'arn:aws:eks:eu-west-1:111122223333:nodegroup/other/shop/1',
      'aws:1:x',
    ],
    ['what has its name and nothing below', eks, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop', 'aws:1:x'],
    ['one of its name in another region', eks, eks.replace('eu-west-1', 'eu-west-2'), 'aws:111122223333:eu-west-2'],
    ['one of its name in another account', eks, eks.replace('111122223333', '444455556666'), 'aws:1:x'],
    ['what another cluster holds', eks, `${eks}-2/core/v1/namespaces/shop/pods/web`, `k8s:${eks}-2`],
    ['what carries its address as a name', eks, 'pod', `aws:files:k8s:${eks}`],
    ['a pool of a cluster whose name begins alike', aks, `${aks}-2/agentpools/web`, 'azure:1'],
    ['everything in a subscription', '/subscriptions/1', `/subscriptions/1/resourcegroups/rg`, 'azure:1'],
    ['everything in a project', '//container.googleapis.com/projects/p', gke, 'gcp:p'],
  ])('does not cover %s', (_name, cluster, id, target) =>
    expect(isCovered({ cluster }, found(id, target))).toBe(false),
  );
});

describe('a waiver of a target', () => {
  it.each([
    ['what is in it', 'aws:111122223333:eu-west-1', 'aws:111122223333:eu-west-1', true],
    ['another region of the account', 'aws:111122223333:eu-west-1', 'aws:111122223333:eu-west-2', false],
    ['a region whose name begins alike', 'aws:111122223333:eu-west', 'aws:111122223333:eu-west-1', false],
    ['every region of an account', 'aws:111122223333', 'aws:111122223333:eu-west-2', true],
    ['the global half of an account', 'aws:111122223333', 'aws:111122223333:global', true],
    ['another account', 'aws:111122223333', 'aws:111122223334:eu-west-1', false],
    ['all folders of files', 'aws:files', 'aws:files:a', false],
    ['a folder', 'aws:files:a', 'aws:files:a', true],
    ['a whole cloud', 'aws', 'aws:111122223333:eu-west-1', false],
    ['a cluster within an account', 'aws:111122223333', `k8s:${eks}`, false],
    ['a folder that is called as a subscription', `azure:files:${upper}`, `azure:files:${upper}`, true],
    ['a subscription with more behind it', `${upper}:A`, `${upper}:A`, true],
    ['a subscription as it is written in a portal', upper, upper.toLowerCase(), true],
    [
      'a subscription',
      'azure:12345678-90AB-cdef-1234-567890abcdef',
      'azure:12345678-90ab-cdef-1234-567890abcdef',
      true,
    ],
  ])('%s', (_name, target, of, is) => expect(isCovered({ target }, found('a', of))).toBe(is));
});

describe('a waiver of a resource', () => {
  it('covers another object at the address where it knows no stamp, as a waiver of the file does not', () => {
    expect(isCovered({ resource: 'a' }, found('a', 't', { created: 'c2' }))).toBe(true);
  });
  it('does not cover an object that was made again where it knows the stamp', () => {
    expect(isCovered({ resource: 'a', created: 'c1' }, found('a', 't', { created: 'c1' }))).toBe(true);
    expect(isCovered({ resource: 'a', created: 'c1' }, found('a', 't', { created: 'c2' }))).toBe(false);
    expect(isCovered({ resource: 'a', created: 'c1' }, found('a', 't'))).toBe(false);
  });
  it('that was asked for by one finding covers no other key, and that one under a new name of its rule', () => {
    const scope = { resource: 'a', finding: 'f-1' };
    expect(isCovered(scope, found('a', 't'))).toBe(true);
    expect(isCovered(scope, found('a', 't', { id: 'f-2', key: 'x' }))).toBe(false);
  });
  it('covers no name, no pattern and no part of an address', () => {
    for (const resource of ['*', 'a*', '.*', '', 'A']) expect(isCovered({ resource }, found('a', 't'))).toBe(false);
  });
  it('covers an address of no subscription in its own case', () => {
    expect(isCovered({ resource: 'x/subscriptions/A' }, found('x/subscriptions/A', 't'))).toBe(true);
    expect(isCovered({ resource: '/subscriptions/A' }, found('/subscriptions/a', 't'))).toBe(true);
    expect(isCovered({ resource: 'k8s:/subscriptions/A' }, found('k8s:/subscriptions/a', 't'))).toBe(true);
  });
  it('covers nothing that is graver than what was accepted', () => {
    const upTo = (one: Finding['severity'], it: Finding['severity']): boolean =>
      covers({ rule: 'door-closed', resource: 'a', upTo: one }, found('a', 't', { severity: it }));
    expect([upTo('high', 'critical'), upTo('high', 'high'), upTo('high', 'low')]).toEqual([false, true, true]);
    expect([upTo('critical', 'critical'), upTo('low', 'medium')]).toEqual([true, false]);
  });
  it('speaks of its own rule', () => {
    expect(covers({ rule: 'door-locked', resource: 'a' }, found('a', 't'))).toBe(false);
  });
});

describe('addresses', () => {
  it.each([eks, aks, gke, 'arn:aws:eks:::cluster/shop', 'arn:aws-us-gov:eks:us-gov-east-1:111122223333:cluster/a'])(
    '%s is a cluster',
    (text) => expect(isCluster(text)).toBe(true),
  );
  it.each(['shop', 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/web/1', `${aks}/agentpools/a`, `${eks}/x`, ''])(
    '"%s" is none',
    (text) => expect(isCluster(text)).toBe(false),
  );
  it.each(['aws:111122223333', 'aws:111122223333:global', 'gcp:shop-prod', `k8s:${eks}`, 'kubernetes:files:a b'])(
    '%s is a target',
    (text) => expect(isTarget(text)).toBe(true),
  );
  it.each(['aws', 'aws:1', 'aws:files', 'aws:111122223333:*', 'gcp:', 'k8s:', 'azure:prod', 'prod', ''])(
    '"%s" is no target',
    (text) => expect(isTarget(text)).toBe(false),
  );
  it.each([
    ['a cluster', eks, 'aws:111122223333:eu-west-1', eks],
    ['a node group', 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/web/1', 'aws:1:x', eks],
    ['a pool of AKS', `${aks}/agentpools/web`, 'azure:1', aks],
    ['a pool of GKE', `${gke}/nodePools/web`, 'gcp:p', gke],
    ['a pod at an address of its own', 'pod', `k8s:${eks}`, eks],
    ['what is in a target that ends like one', 'pod', 'files:k8s:', undefined],
    ['a pod', `${eks}/core/v1/namespaces/shop/pods/web`, `k8s:${eks}`, eks],
    ['a volume', 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1', 'aws:1:x', undefined],
    ['a pod of files', 'kubernetes:files:a/core/v1/namespaces/a/pods/b', 'kubernetes:files:a', undefined],
  ])('%s names its cluster, if any', (_name, id, target, cluster) => {
    expect(clusterOf({ id, target })).toBe(cluster);
  });
  it('an account is the one of its targets', () => {
    expect(accountOf('aws:111122223333:global')).toBe('aws:111122223333');
    expect(accountOf('k8s:aws:111122223333:global')).toBeUndefined();
    expect([accountOf('aws:files:a'), accountOf('gcp:p'), accountOf('aws:111122223333')]).toEqual(
      Array(3).fill(undefined),
    );
  });
});
