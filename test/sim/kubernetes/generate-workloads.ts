import type { JsonObject } from '../json.ts';
import type { Seeded } from '../seeded.ts';

/** Security contexts as people write them: at the pod, at the container, at both, at neither. */
const contexts: readonly { readonly pod: JsonObject; readonly container: JsonObject }[] = [
  { pod: {}, container: {} },
  { pod: { runAsNonRoot: true }, container: {} },
  { pod: { runAsNonRoot: true, runAsUser: 10001 }, container: { allowPrivilegeEscalation: false } },
  { pod: { runAsNonRoot: true }, container: { runAsNonRoot: false } },
  { pod: {}, container: { runAsNonRoot: true } },
  { pod: { runAsUser: 0 }, container: { runAsUser: 1000 } },
  { pod: { runAsUser: 1000 }, container: { runAsUser: 0 } },
  { pod: { runAsUser: 1000 }, container: {} },
  { pod: { runAsNonRoot: false }, container: { runAsNonRoot: true, runAsUser: 1000 } },
  { pod: { runAsNonRoot: true }, container: { privileged: true } },
];

/** The workloads of one namespace: Deployments with their ReplicaSets and Pods, and one of each other kind. */
export function workloadsOf(
  random: Seeded,
  namespace: string,
  turn: number,
  deployments: number,
): readonly JsonObject[] {
  const template = (name: string, at: number, more: JsonObject = {}): JsonObject => ({
    metadata: { labels: { app: name } },
    spec: podSpec(random.fork(name), name, turn + at, more),
  });
  const meta = (name: string, more: JsonObject = {}): JsonObject => ({
    namespace,
    name,
    labels: { app: name },
    ...more,
  });
  const selector = (name: string): JsonObject => ({ matchLabels: { app: name } });
  const deployed = Array.from({ length: deployments }, (_, at) => {
    const name = `app-${at}`;
    const set = `${name}-${random.hex(9)}`;
    const spec = { replicas: 1, selector: selector(name), template: template(name, at) };
    const [uid, setUid] = [`uid-${namespace}-${name}`, `uid-${namespace}-${set}`];
    const setMeta = meta(set, {
      labels: { app: name },
      uid: setUid,
      ownerReferences: owner('Deployment', name, uid),
    });
    return [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta(name, { uid }), spec },
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: setMeta, spec },
      pod(
        random,
        `${set}-${random.hex(5)}`,
        namespace,
        name,
        podSpec(random.fork(name), name, turn + at),
        owner('ReplicaSet', set, setUid),
      ),
    ];
  });
  const restart = { restartPolicy: 'Never' };
  return [
    ...deployed.flat(),
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: meta('db'),
      spec: { serviceName: 'db', replicas: 1, selector: selector('db'), template: template('db', 4) },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: meta('agent'),
      spec: { selector: selector('agent'), template: template('agent', 9, { hostNetwork: turn % 2 === 0 }) },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: meta('nightly'),
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: template('nightly', 3, restart) } } },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: meta('migrate'),
      spec: { backoffLimit: 2, template: template('migrate', 6, restart) },
    },
    pod(random, 'debug', namespace, 'debug', podSpec(random.fork('debug'), 'debug', turn + 5)),
  ];
}

function podSpec(random: Seeded, name: string, turn: number, more: JsonObject = {}): JsonObject {
  const { pod: podContext, container } = contexts[turn % contexts.length] ?? { pod: {}, container: {} };
  const host = name === 'migrate' ? 'registry.k8s.io' : 'registry.example.com';
  const image = `${host}/${name}@sha256:${random.hex(64)}`;
  return {
    ...more,
    ...(Object.keys(podContext).length > 0 && { securityContext: podContext }),
    serviceAccountName: turn % 2 === 0 ? 'default' : 'app',
    ...(turn % 4 === 3 && {
      initContainers: [{ name: 'prepare', image: 'registry.example.com/prepare:1', securityContext: container }],
    }),
    containers: [
      {
        name,
        image: turn % 3 === 0 ? `${host}/${name}:latest` : image,
        env: [{ name: 'PASSWORD', value: `secret-${random.hex(6)}` }],
        ports: [{ containerPort: 8080 }],
        ...(Object.keys(container).length > 0 && { securityContext: container }),
      },
      ...(turn % 5 === 4 ? [{ name: 'sidecar', image: 'registry.example.com/sidecar:2' }] : []),
    ],
  };
}

function pod(
  random: Seeded,
  name: string,
  namespace: string,
  app: string,
  spec: JsonObject,
  ownerReferences?: readonly JsonObject[],
): JsonObject {
  const metadata = { namespace, name, labels: { app }, ...(ownerReferences && { ownerReferences }) };
  const imageID = `registry.example.com/${app}@sha256:${random.hex(64)}`;
  const status = { phase: 'Running', containerStatuses: [{ name: app, imageID, ready: true }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, nodeName: 'node-0' }, status };
}

/** The reference to a controller of the group `apps`, which its uid tells from others of its name. */
function owner(kind: string, name: string, uid: string): readonly JsonObject[] {
  return [{ apiVersion: 'apps/v1', kind, name, controller: true, uid }];
}
