import { objectAddress } from '#clouds/kubernetes/address';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { keptOf } from '#clouds/kubernetes/documents/kept';
import { kindOf, kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { runningImages } from '#clouds/kubernetes/running-images';
import type { Reading, Target } from '#model';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import { textAt, type JsonObject } from '../../sim/json.ts';
import { wholeReading, type Item } from './readings.ts';

/** A generated cluster as a sweep reads it, made without one; `cluster` is its address in its cloud. */
export function kubernetesReading(cluster: string, estate: KubernetesEstate): Reading {
  const target: Target = { id: `k8s:${cluster}`, provider: 'kubernetes', scopes: ['cluster'] };
  const items = estate.objects.flatMap((object) => itemOf(cluster, object) ?? []);
  const pods = items.flatMap(({ type, name = '', config }) =>
    type === pod ? [{ workload: name, config: keptOf(config as JsonObject) }] : [],
  );
  const nodes = estate.objects.filter((object) => textAt(object, 'kind') === 'Node');
  const images = runningImages(pods, nodes).map((config): Item => {
    const name = `${config.repository}@${config.digest}`;
    const place = { cluster, group: 'core', version: 'v1', namespace: undefined, plural: 'images' };
    return { type: runningImage, id: objectAddress({ ...place, name }), name, config };
  });
  const groups = estate.groups.map((text) => {
    const [name = '', version = ''] = text.split('/');
    return { name, versions: [version] };
  });
  const api: Item = {
    type: kubernetesApi,
    id: `${target.id}/k8s.api`,
    config: { version: { major: '1', minor: '33', gitVersion: estate.gitVersion }, groups },
  };
  return wholeReading(target, [...kubernetesTypes, kubernetesApi, runningImage], [api, ...items, ...images]);
}

function itemOf(cluster: string, object: JsonObject): Item | undefined {
  const [version = '', group = ''] = (textAt(object, 'apiVersion') ?? '').split('/').reverse();
  const kind = kindOf(group, textAt(object, 'kind') ?? '');
  if (!kind) return undefined;
  const name = textAt(object, 'metadata', 'name') ?? '';
  const namespace = kind.namespaced ? textAt(object, 'metadata', 'namespace') : undefined;
  const id = objectAddress({ cluster, group, version, namespace, plural: kind.plural, name });
  const called = namespace === undefined ? name : `${namespace}/${name}`;
  return { type: kind.type, id, name: called, config: keptOf(object) };
}
