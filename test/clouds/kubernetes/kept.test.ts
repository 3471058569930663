import { afterEach, describe, expect, test } from 'vitest';
import { keptOf } from '#clouds/kubernetes/documents/kept';
import { kinds, type Kind } from '#clouds/kubernetes/documents/kinds';
import { isObject } from '#clouds/json';
import type { Reading } from '#model';
import { accessTo, estate, read, start, stopAll } from '../../support/kubernetes/collected.ts';
import { onlyReading, read as readFiles } from '../files/folder.ts';
import type { OptionalGroup } from '../../sim/kubernetes/estate.ts';
import { apiVersionOf, resourcesOf } from '../../sim/kubernetes/resources.ts';

afterEach(stopAll);

const secret = 'hunter2';
const env = [
  { name: 'PASSWORD', value: secret },
  { name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
];
const groups: readonly OptionalGroup[] = [
  'cilium.io/v2',
  'projectcalico.org/v3',
  'policy.networking.k8s.io/v1alpha1',
  'policy.networking.k8s.io/v1alpha2',
  'networking.k8s.aws/v1alpha1',
  'kyverno.io/v1',
  'policies.kyverno.io/v1',
  'policy.sigstore.dev/v1beta1',
  'config.gatekeeper.sh/v1alpha1',
];

/** An object of a kind that holds a secret wherever one can be, and a part that has to stay. */
function withSecrets({ kind, groups: names, only, podSpec, namespaced }: Kind) {
  const served = resourcesOf(groups).find((it) => it.kind === kind && names.includes(it.group))!;
  const pods = { containers: [{ name: 'c', env }] };
  const spec = (podSpec ?? ['spec']).reduceRight<unknown>((inner, key) => ({ [key]: inner }), pods);
  return {
    apiVersion: apiVersionOf(served),
    kind,
    metadata: {
      name: only?.name ?? 'it',
      ...(namespaced && { namespace: only?.namespace ?? 'shop' }),
      annotations: { stays: 'here', 'kubectl.kubernetes.io/last-applied-configuration': secret },
      managedFields: [{ manager: secret }],
    },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    data: { 'enable-network-policy-controller': 'true', password: secret },
    stringData: { password: secret },
    binaryData: { password: secret },
    ...(isObject(spec) && spec),
  };
}

const objects = kinds.map(withSecrets);
const typesOf = ({ resources }: Reading): readonly string[] => resources.map(({ type }) => type);
const judged = kinds.map(({ type }) => type.name);

describe('no kind that is judged keeps secrets', () => {
  test('of what a cluster answers', async () => {
    const reading = await read(accessTo(await start({ estate: { ...estate, objects, groups: [...groups] } })));
    expect(typesOf(reading)).toEqual(expect.arrayContaining(judged));
    expect(JSON.stringify(reading)).toContain('"stays":"here"');
    expect(JSON.stringify(reading)).not.toContain(secret);
  });

  test.each(kinds.map((kind) => [kind.type.name, kind] as const))('%s in files', async (name, kind) => {
    const reading = onlyReading(await readFiles({ 'a.json': withSecrets(kind) }));
    expect(typesOf(reading)).toContain(name);
    expect(JSON.stringify(reading)).toContain('"stays":"here"');
    expect(JSON.stringify(reading)).not.toContain(secret);
  });
});

describe('what is kept of an object', () => {
  const metadata = { name: 'it' };

  test('names and references of variables, without their values', () => {
    const container = { name: 'c', env, envFrom: [{ secretRef: { name: 's' } }] };
    expect(keptOf({ metadata, spec: { deep: [container] } })).toEqual({
      metadata,
      spec: { deep: [{ ...container, env: [{ name: 'PASSWORD' }, env[1]] }] },
    });
    expect(keptOf({ metadata, spec: { env: { PASSWORD: secret }, image: 'web' } })).toEqual({
      metadata,
      spec: { image: 'web' },
    });
  });

  test('of its data what rules read', () => {
    const data = { told: 'true', password: secret };
    expect(keptOf({ metadata, data }, ['told'])).toEqual({ metadata, data: { told: 'true' } });
    expect(keptOf({ metadata, data }, ['other'])).toEqual({ metadata });
    expect(keptOf({ metadata, data, stringData: data, binaryData: data })).toEqual({ metadata });
    expect(keptOf({ data })).toEqual({});
    expect(keptOf({ items: [{ metadata, data }] }, ['told'])).toEqual({
      items: [{ metadata, data: { told: 'true' } }],
    });
    expect(keptOf({ items: [{ apiVersion: 'v1', kind: 'Secret', data }] })).toEqual({
      items: [{ apiVersion: 'v1', kind: 'Secret' }],
    });
  });

  test('labels, whatever they are called', () => {
    const matchLabels = { env: 'prod', data: 'hot', kind: 'db' };
    expect(keptOf({ metadata: { labels: matchLabels }, spec: { podSelector: { matchLabels } } })).toEqual({
      metadata: { labels: matchLabels },
      spec: { podSelector: { matchLabels } },
    });
  });
});
