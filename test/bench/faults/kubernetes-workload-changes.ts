import type { JsonObject } from '../../sim/json.ts';

const digest = `@sha256:${'0'.repeat(64)}`;
const image = `registry.example.com/tool${digest}`;

const windows = { os: { name: 'windows' } };

/** Workloads, accounts and a node with what no generated one has. */
export function changedWorkloads(): readonly JsonObject[] {
  return [
    object('Namespace', { name: 'quiet' }),
    object('ServiceAccount', { namespace: 'quiet', name: 'default' }, { automountServiceAccountToken: false }),
    pod('team-0', 'told', {
      image,
      env: [
        { name: 'DEPLOY', value: `ghp_${'a1B2'.repeat(9)}` },
        { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      ],
    }),
    pod('team-0', 'tiller', { image: `ghcr.io/helm/tiller${digest}` }),
    pod('kube-system', 'of-a-team', { image }),
    pod('kube-system', 'of-the-system', { image: `registry.k8s.io/coredns${digest}` }),
    pod('default', 'nowhere', { image: `k8s.gcr.io/pause${digest}` }),
    pod('team-0', 'of-group-0', { image, securityContext: { capabilities: { drop: ['KILL'] }, runAsGroup: 0 } }),
    ...['ContainerAdministrator', 'ContainerUser'].map((runAsUserName, at) =>
      pod('team-0', `windows-${at}`, { image, securityContext: { windowsOptions: { runAsUserName } } }, windows),
    ),
    object(
      'Node',
      { name: 'node-old' },
      { status: { nodeInfo: { kubeletVersion: 'v1.30.1', osImage: 'Amazon Linux 2' } } },
    ),
  ];
}

/** A workload with the token of an account that may do nothing: where all who are authenticated may do something there is none. */
export const idleWorkload = (): readonly JsonObject[] => [
  object('ServiceAccount', { namespace: 'team-0', name: 'idle' }),
  pod('team-0', 'idle', { image }, { serviceAccountName: 'idle' }),
];

const object = (kind: string, metadata: JsonObject, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind,
  metadata,
  ...more,
});

const pod = (namespace: string, name: string, container: JsonObject, spec: JsonObject = {}): JsonObject =>
  object(
    'Pod',
    { namespace, name },
    { spec: { nodeName: 'node-0', containers: [{ name, ...container }], ...spec }, status: { phase: 'Running' } },
  );
