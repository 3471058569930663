import { listAt, textAt, type Json } from '../json.ts';
import type { runningImage } from './image/resource.ts';

type Image = typeof runningImage.config;

/** A pod with the name of the workload that it belongs to. */
export interface OwnedPod {
  readonly workload: string;
  readonly config: Json;
}

/**
 * The images that pods run, one for each repository and digest. Pods that have ended run none; an image id without a
 * repository, as of an image that was made on the node, names nothing that a registry holds.
 */
export function runningImages(pods: readonly OwnedPod[], nodes: readonly Json[]): readonly Image[] {
  const platforms = new Map(nodes.map((node) => [textAt(node, 'metadata', 'name'), platformOf(node)]));
  const found = new Map<string, Image>();
  for (const { workload, config } of pods) {
    const phase = textAt(config, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed') continue;
    const platform = platforms.get(textAt(config, 'spec', 'nodeName'));
    for (const named of imagesIn(config)) {
      const image = { ...named, workloads: [workload], ...(platform && { platform }) };
      const key = `${named.repository}@${named.digest}`;
      const earlier = found.get(key);
      found.set(key, earlier ? joined(earlier, image) : image);
    }
  }
  return [...found.values()];
}

const kindsOf = ['initContainer', 'container', 'ephemeralContainer'] as const;

function imagesIn(pod: Json): readonly Omit<Image, 'workloads' | 'platform'>[] {
  const containers = kindsOf.flatMap((kind) => listAt(pod, 'spec', `${kind}s`));
  const references = new Map(containers.map((it) => [textAt(it, 'name'), textAt(it, 'image')]));
  return kindsOf
    .flatMap((kind) => listAt(pod, 'status', `${kind}Statuses`))
    .flatMap((status) => {
      const id = textAt(status, 'imageID') ?? '';
      const [, repository, digest] = /^(?:[a-z-]+:\/\/)?(.+)@(sha256:[0-9a-f]{64})$/.exec(id) ?? [];
      if (repository === undefined || digest === undefined) return [];
      const reference = references.get(textAt(status, 'name')) ?? textAt(status, 'image') ?? repository;
      return [{ digest, repository, reference }];
    });
}

function platformOf(node: Json): Image['platform'] {
  const os = textAt(node, 'status', 'nodeInfo', 'operatingSystem');
  const architecture = textAt(node, 'status', 'nodeInfo', 'architecture');
  return os === undefined || architecture === undefined ? undefined : { os, architecture };
}

/** Nodes of several platforms do not say which variant of the image is meant. */
function joined({ platform, ...one }: Image, other: Image): Image {
  const same = platform?.os === other.platform?.os && platform?.architecture === other.platform?.architecture;
  const workloads = [...new Set([...one.workloads, ...other.workloads])].sort();
  return { ...one, workloads, ...(same && platform && { platform }) };
}
