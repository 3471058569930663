import { listAt, textAt, type Json } from '../json.ts';

/** An image that pods run, as it is kept. */
export interface RunningImage {
  digest: string;
  /** Registry host and path, without tag or digest. */
  repository: string;
  /** As the pod specification names it. */
  reference: string;
  /** What the nodes are that run it; absent where they are not known or differ. */
  platform?: { os?: string; architecture?: string };
  workloads: readonly string[];
}

/** A pod with the name of the workload that it belongs to. */
export interface OwnedPod {
  readonly workload: string;
  readonly config: Json;
}

/**
 * The images that pods run, one for each repository and digest. Pods that have ended run none; an image id without a
 * repository, as of an image that was made on the node, names nothing that a registry holds.
 */
export function runningImages(pods: readonly OwnedPod[], nodes: readonly Json[]): readonly RunningImage[] {
  const platforms = new Map(nodes.map((node) => [textAt(node, 'metadata', 'name'), platformOf(node)]));
  const found = new Map<string, RunningImage>();
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

function imagesIn(pod: Json): readonly Omit<RunningImage, 'workloads' | 'platform'>[] {
  return startedIn(pod).flatMap(({ digest, repository, reference }) =>
    repository === undefined || digest === undefined
      ? []
      : [{ digest, repository, reference: reference ?? repository }],
  );
}

/** What the containers of a pod run: the reference of each, with the repository and digest where its status says them. */
export function startedIn(pod: Json) {
  const containers = kindsOf.flatMap((kind) => listAt(pod, 'spec', `${kind}s`));
  const references = new Map(containers.map((it) => [textAt(it, 'name'), textAt(it, 'image')]));
  return kindsOf
    .flatMap((kind) => listAt(pod, 'status', `${kind}Statuses`))
    .map((status) => {
      const id = textAt(status, 'imageID') ?? '';
      const [, repository, digest] = /^(?:[a-z-]+:\/\/)?(.+)@(sha256:[0-9a-f]{64})$/.exec(id) ?? [];
      const isPulled = id !== '' || textAt(status, 'state', 'waiting', 'reason') === undefined;
      return {
        isPulled,
        digest,
        repository,
        reference: references.get(textAt(status, 'name')) ?? textAt(status, 'image'),
      };
    });
}

function platformOf(node: Json): RunningImage['platform'] {
  const os = textAt(node, 'status', 'nodeInfo', 'operatingSystem');
  const architecture = textAt(node, 'status', 'nodeInfo', 'architecture');
  return os === undefined || architecture === undefined ? undefined : { os, architecture };
}

/** Nodes of several platforms do not say which variant of the image is meant. A name by tag is kept before one by digest. */
function joined({ platform, ...one }: RunningImage, other: RunningImage): RunningImage {
  const same = platform?.os === other.platform?.os && platform?.architecture === other.platform?.architecture;
  const workloads = [...new Set([...one.workloads, ...other.workloads])].sort();
  const { reference } = one.reference.includes('@') ? other : one;
  return { ...one, reference, workloads, ...(same && platform && { platform }) };
}
