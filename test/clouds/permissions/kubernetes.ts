import { gateOf } from '#clouds/gate';
import { objectAddress } from '#clouds/kubernetes/address';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import { kinds } from '#clouds/kubernetes/documents/kinds';
import { constraintGroup } from '#clouds/kubernetes/gatekeeper-constraint/group';
import { knownConstraintKinds } from '#clouds/kubernetes/gatekeeper-constraint/known-kinds';
import { gatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { ResourceRef } from '#model';
import type { SimCall } from '../../sim/journal.ts';
import { toJsonObject } from '../../sim/json.ts';
import type { OptionalGroup } from '../../sim/kubernetes/estate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { startKubernetes } from '../../sim/kubernetes/server.ts';
import { accessTo } from '../../support/kubernetes/collected.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { steppedClock } from '../stepped-clock.ts';
import { templateOf } from '../../bench/faults/kubernetes-gatekeeper-changes.ts';
import { everythingOf } from './everything.ts';

/** Calico serves its policies under one of two names. */
const estates: readonly (readonly OptionalGroup[])[] = [
  [
    'kyverno.io/v1',
    'policies.kyverno.io/v1',
    'policy.sigstore.dev/v1beta1',
    'templates.gatekeeper.sh/v1',
    'config.gatekeeper.sh/v1alpha1',
    'cilium.io/v2',
    'crd.projectcalico.org/v1',
    'policy.networking.k8s.io/v1alpha1',
    'networking.k8s.aws/v1alpha1',
  ],
  ['cilium.io/v2', 'projectcalico.org/v3', 'policy.networking.k8s.io/v1alpha2', 'networking.k8s.aws/v1alpha1'],
];

/** The permissions of the requests that reached simulated clusters, in the words of types. */
export async function usedInClusters(): Promise<readonly string[]> {
  const used = new Set<string>();
  for (const groups of estates) {
    const generated = generateKubernetesEstate({ seed: 3, provider: 'eks', namespaces: 12, groups });
    const templates = groups.includes('templates.gatekeeper.sh/v1') ? knownConstraintKinds.map(templateOf) : [];
    const estate = { ...generated, objects: [...generated.objects, ...templates.map((it) => toJsonObject(it))] };
    const sim = await startKubernetes({ estate });
    const clock = steppedClock();
    const gate = gateOf({ clock, attempts: 1 });
    const cloud = kubernetesCloud({ gate, clock, clusters: () => [accessTo(sim)], allowLoopback: true });
    try {
      await everythingOf(cloud, clusterTypes);
      const constraints = templates.length > 0 ? knownConstraintKinds.map(constraintOf) : [];
      for (const ref of [...oneOfEach(groups), ...constraints]) await cloud.isGone(ref);
      for (const { operation, identity } of sim.calls.filter(isServed))
        used.add(permissionOf(operation, identity ?? ''));
    } finally {
      await sim.close();
    }
  }
  return [...used].sort();
}

/** One version of a group does not serve what another one does. */
const isServed = ({ operation }: SimCall): boolean => operation !== 'unknown';

/** An object of every kind in every version that the cluster serves, whether or not it holds one. */
const oneOfEach = (groups: readonly OptionalGroup[]): readonly ResourceRef[] =>
  [...builtIn, ...groups].flatMap((served) => {
    const [version = '', group = ''] = served.split('/').reverse();
    return kinds
      .filter((kind) => !kind.only && (group === '' ? kind.groups[0] === '' : kind.groups.includes(group)))
      .map(({ type, plural, namespaced }) => {
        const namespace = namespaced ? 'any' : undefined;
        const place = { cluster: clusters.eks, group: group || 'core', version, namespace };
        return {
          ...{ type: type.name, name: 'any', target: `k8s:${clusters.eks}` },
          id: objectAddress({ ...place, plural, name: 'any' }),
        };
      });
  });

const constraintOf = (plural: string): ResourceRef => ({
  ...{ type: gatekeeperConstraint.name, name: 'any', target: `k8s:${clusters.eks}` },
  id: objectAddress({
    ...{ cluster: clusters.eks, group: constraintGroup.name, version: constraintGroup.version },
    ...{ namespace: undefined, plural, name: 'any' },
  }),
});

const builtIn = [
  ...['v1', 'apps/v1', 'batch/v1', 'networking.k8s.io/v1'],
  ...['rbac.authorization.k8s.io/v1', 'admissionregistration.k8s.io/v1', 'storage.k8s.io/v1'],
];

/** `apps:deployments.get` is `get deployments.apps`; what a group serves is asked by a path that names its version. */
function permissionOf(operation: string, asked: string): string {
  const { pathname } = new URL(asked, 'https://cluster');
  if (operation === 'discovery:resources') return `get ${pathname.replace(/[^/]+$/, '*')}`;
  if (operation.startsWith('discovery:')) return `get ${pathname}`;
  const [, group = '', plural = '', verb = ''] = /^([^:]+):([a-z0-9]+)\.([a-z]+)$/.exec(operation) ?? [];
  const resource = group === 'core' ? plural : `${plural}.${group}`;
  return `${verb} ${resource}${plural === 'configmaps' ? `/${pathname.split('/').at(-1) ?? ''}` : ''}`;
}
