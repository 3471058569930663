import { describe, expect, test } from 'vitest';
import { goneOf, type Missed } from '#app/gone';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import type { Cloud, Finding, Gap, Provider, Resource, ResourceRef, Scope, Snapshot } from '#model';

const region = 'aws:1:eu';
const group = (id = 'sg-1', target = region): ResourceRef => ({ type: 'ec2.security-group', id, name: id, target });

const finding = (resource: ResourceRef, more: Partial<Finding> = {}): Finding => ({
  ...{ id: `f-${resource.id}`, rule: 'r', severity: 'high', status: 'open', message: '', evidence: [], resource },
  ...{ firstSeen: '2026-11-01T00:00:00Z', snapshots: [] },
  ...more,
});

interface Read {
  readonly id?: string;
  readonly provider?: Provider;
  readonly scopes?: readonly Scope[];
  readonly folder?: string;
  readonly holds?: readonly ResourceRef[];
  readonly complete?: readonly string[];
  readonly gaps?: readonly Omit<Gap, 'target'>[];
}

function read({ id = region, provider = 'aws', scopes = ['aws-region'], folder, ...more }: Read = {}): Snapshot {
  const { holds = [], complete = ['ec2.security-group', 'eks.cluster', 'eks.nodegroup'], gaps = [] } = more;
  return {
    id: `snapshot of ${id}`,
    target: { id, provider, scopes, ...(folder !== undefined && { folder }) },
    startedAt: '2026-11-02T00:00:00Z',
    resources: holds.map((it): Resource => ({ ...it, config: {} })),
    complete,
    gaps: gaps.map((it) => ({ ...it, target: id })),
  };
}

/** A cloud where everything that it is asked for is gone; it writes down what that was. */
function cloud(provider: Provider, asked: string[], isGone = true): Cloud {
  return {
    provider,
    discover: () => Promise.resolve({ targets: [], gaps: [] }),
    collect: (target) => Promise.resolve(read({ id: target.id })),
    isGone: (it) => {
      asked.push(it.id);
      return Promise.resolve(isGone);
    },
  };
}

async function ask(missed: Partial<Missed>) {
  const asked: string[] = [];
  const clouds = [cloud('aws', asked), cloud('kubernetes', asked), cloud('azure', asked), cloud('gcp', asked)];
  const types = [eksCluster, aksCluster, gkeCluster];
  const gone = await goneOf({ before: [finding(group())], snapshots: [read()], clouds, types, ...missed });
  return { asked, gone: [...gone] };
}

const nothing = { asked: [], gone: [] };
const unread = { api: 'ec2:DescribeSecurityGroups', reason: 'denied', detail: '' } as const;

describe('what is asked for', () => {
  test('an object that a whole listing missed', async () => {
    expect(await ask({})).toEqual({ asked: ['sg-1'], gone: ['sg-1'] });
  });

  test('an object of a target in which nothing is in scope any more', async () => {
    expect(await ask({ snapshots: [read({ scopes: [], complete: [] })] })).toEqual({ asked: ['sg-1'], gone: ['sg-1'] });
  });

  test('an object with several findings is asked for once', async () => {
    const before = ['a', 'b'].map((key) => finding(group(), { id: `f-${key}`, key }));
    expect((await ask({ before })).asked).toEqual(['sg-1']);
  });

  test('an object whose finding is waived', async () => {
    expect((await ask({ before: [finding(group(), { status: 'waived' })] })).asked).toEqual(['sg-1']);
  });

  test('an object beside one that could not be read', async () => {
    const gaps = [{ ...unread, types: ['ec2.security-group'], resource: 'sg-2' }];
    expect((await ask({ snapshots: [read({ gaps })] })).asked).toEqual(['sg-1']);
  });

  test('every missed object, however few are asked for at once', async () => {
    const before = Array.from({ length: 25 }, (_, at) => finding(group(`sg-${at}`)));
    expect((await ask({ before, atOnce: 3 })).gone).toHaveLength(25);
  });
});

describe('what is left as it is, without a question', () => {
  test.each<[string, Partial<Missed>]>([
    ['an object that was read', { snapshots: [read({ holds: [group()] })] }],
    ['one that was read in another target', { snapshots: [read(), read({ id: 'aws:1:us', holds: [group()] })] }],
    ['one whose finding is closed', { before: [finding(group(), { status: 'resolved' })] }],
    ['one whose listing was lost', { snapshots: [read({ complete: [] })] }],
    ['one whose target was not read', { snapshots: [read({ id: 'aws:1:us' })] }],
    ['one that came from files', { snapshots: [read({ folder: 'a' })] }],
    [
      'one that was listed and then could not be read',
      { snapshots: [read({ gaps: [{ ...unread, types: ['ec2.security-group'], resource: 'sg-1' }] })] },
    ],
    [
      'one that could not be read under the beginning of its address',
      {
        before: [finding({ type: 'eks.nodegroup', id: 'nodegroup/c/n/1', name: 'n', target: region })],
        snapshots: [read({ gaps: [{ ...unread, types: ['eks.nodegroup'], resource: 'nodegroup/c/n/' }] })],
      },
    ],
  ])('%s', async (_, missed) => {
    expect(await ask(missed)).toEqual(nothing);
  });

  test('one whose cloud cannot be asked', async () => {
    const asked: string[] = [];
    const { isGone: _isGone, ...mute } = cloud('aws', asked);
    expect(await ask({ clouds: [mute, cloud('azure', asked)] })).toEqual(nothing);
    expect(asked).toEqual([]);
  });
});

describe('an answer', () => {
  test('other than that there is nothing leaves the object', async () => {
    const asked: string[] = [];
    expect((await ask({ clouds: [cloud('aws', asked, false)] })).gone).toEqual([]);
    expect(asked).toEqual(['sg-1']);
  });

  test('is waited for by as many others as may be under way at once', async () => {
    let running = 0;
    let most = 0;
    const slow: Cloud = {
      ...cloud('aws', []),
      isGone: async () => {
        most = Math.max(most, (running += 1));
        await new Promise(setImmediate);
        running -= 1;
        return true;
      },
    };
    const before = Array.from({ length: 9 }, (_, at) => finding(group(`sg-${at}`)));
    expect((await ask({ before, clouds: [slow], atOnce: 4 })).gone).toHaveLength(9);
    expect(most).toBe(4);
  });

  test('that is no longer waited for is the last one', async () => {
    const stop = new AbortController();
    const asked: string[] = [];
    const aws = cloud('aws', asked);
    const stopping: Cloud = {
      ...aws,
      isGone: async (it) => {
        stop.abort();
        return (await aws.isGone?.(it)) ?? false;
      },
    };
    const before = [finding(group('sg-1')), finding(group('sg-2'))];
    await ask({ before, clouds: [stopping], atOnce: 1, signal: stop.signal });
    expect(asked).toEqual(['sg-1']);
  });
});

describe('what is inside a cluster', () => {
  const ids = {
    eks: 'arn:aws:eks:eu:1:cluster/c',
    aks: '/subscriptions/s/resourcegroups/g/providers/microsoft.containerservice/managedclusters/c',
    gke: '//container.googleapis.com/projects/p/locations/l/clusters/c',
  };
  const binding = (cluster: string, name = 'b'): ResourceRef => ({
    type: 'k8s.cluster-role-binding',
    id: `${cluster}/rbac.authorization.k8s.io/v1/_cluster/clusterrolebindings/${name}`,
    name,
    target: `k8s:${cluster}`,
  });
  const inside = ['a', 'b'].map((name) => finding(binding(ids.eks, name)));

  test('is asked of the cluster itself while that is read', async () => {
    const api = read({
      id: `k8s:${ids.eks}`,
      provider: 'kubernetes',
      scopes: ['cluster'],
      complete: ['k8s.cluster-role-binding'],
    });
    const { asked } = await ask({ before: inside, snapshots: [read(), api] });
    expect(asked).toEqual(inside.map(({ resource }) => resource.id));
  });

  test.each<[string, string, Read]>([
    ['EKS', ids.eks, { id: region, complete: ['eks.cluster'] }],
    ['AKS', ids.aks, { id: 'azure:s', provider: 'azure', complete: ['aks.cluster'] }],
    ['GKE', ids.gke, { id: 'gcp:p', provider: 'gcp', complete: ['gke.cluster'] }],
  ])('is gone with its cluster, which is asked of %s once', async (_, cluster, place) => {
    const before = ['a', 'b'].map((name) => finding(binding(cluster, name)));
    const { asked, gone } = await ask({ before, snapshots: [read(place)] });
    expect(asked).toEqual([cluster]);
    expect(gone).toEqual(before.map(({ resource }) => resource.id));
  });

  test('stays with a cluster that is there and whose API was not read', async () => {
    const holds = [{ type: 'eks.cluster', id: ids.eks, name: 'c', target: region }];
    expect(await ask({ before: inside, snapshots: [read({ holds })] })).toEqual(nothing);
  });

  test('stays while the clusters could not be listed', async () => {
    expect(await ask({ before: inside, snapshots: [read({ complete: [] })] })).toEqual(nothing);
  });

  test('stays with a cluster that was listed and then could not be described', async () => {
    const gaps = [{ ...unread, api: 'eks:DescribeCluster', types: ['eks.cluster'], resource: ids.eks }];
    expect(await ask({ before: inside, snapshots: [read({ gaps })] })).toEqual(nothing);
  });
});
