import { isObject, objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

/** Bindings of people and pipelines to full rights. */
const grants: ReadonlySet<string> = new Set(['ops-admins', 'ci-admin', 'eks:looks-built-in']);

/** A generated cluster as most clusters of a fleet are: pods that are not root and drop what they can, isolated namespaces, few administrators. */
export function tidied(estate: KubernetesEstate): KubernetesEstate {
  const kept = estate.objects.filter((it) => !grants.has(textAt(it, 'metadata', 'name') ?? ''));
  const namespaces = kept.filter((it) => textAt(it, 'kind') === 'Namespace');
  const isolated = namespaces.map((it) => isolation(textAt(it, 'metadata', 'name') ?? ''));
  return { ...estate, objects: [...kept.map(withoutRoot), ...isolated] };
}

const isolation = (namespace: string): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace, name: 'isolated' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
});

const secure = { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } };

const locked = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };

/** The object with every pod specification in it set to a user other than root. */
function withoutRoot(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]): [string, Json | undefined] => {
      if (!isObject(value)) return [key, value];
      const inner = withoutRoot(value);
      return [key, 'containers' in inner ? podOf(inner) : inner];
    }),
  );
}

function podOf(spec: JsonObject): JsonObject {
  const lists = ['containers', 'initContainers'].filter((key) => key in spec);
  const plain = (key: string): readonly JsonObject[] =>
    objectsAt(spec, key).map((it) => ({ ...it, securityContext: locked }));
  const containers = Object.fromEntries(lists.map((key) => [key, plain(key)]));
  return { ...spec, ...containers, securityContext: { ...objectAt(spec, 'securityContext'), ...secure } };
}
