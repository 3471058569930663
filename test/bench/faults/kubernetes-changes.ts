import type { V1PodSpec } from '@kubernetes/client-node';
import type { Wire } from '#model';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import { changedAdmission } from './kubernetes-admission-changes.ts';
import { gatekept } from './kubernetes-gatekeeper-changes.ts';
import { changedHabits } from './kubernetes-habit-changes.ts';
import { changedNetwork } from './kubernetes-network-changes.ts';
import { changedRbac } from './kubernetes-rbac-changes.ts';
import { changedWorkloads } from './kubernetes-workload-changes.ts';

/**
 * The cluster with a pod that keeps every standard, pods that break those which no generated one breaks, and one that
 * runs `image`. Its version is the first whose standards know them all.
 */
export function changedKubernetes(estate: KubernetesEstate, image: string): KubernetesEstate {
  const pods = [
    pod('own-image', { containers: [{ name: 'own', image }] }),
    pod('strict', strict),
    pod('careless', careless),
    pod('own-users', ownUsers),
    pod('on-the-host', onTheHost),
  ];
  const held = gatekept(estate, 'dryrun');
  return {
    ...held,
    gitVersion: 'v1.35.1-eks-99d6cc0',
    objects: [
      ...held.objects,
      ...changedRbac(),
      ...changedNetwork(),
      ...changedWorkloads(),
      ...changedAdmission(),
      ...changedHabits(),
      ...pods,
    ],
  };
}

type PodSpec = Wire<V1PodSpec>;

const digest = `@sha256:${'0'.repeat(64)}`;

const strict: PodSpec = {
  automountServiceAccountToken: false,
  hostUsers: false,
  securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'strict',
      image: `registry.example.com/strict${digest}`,
      resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } },
      livenessProbe: { httpGet: { port: 8080, path: '/' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
    },
  ],
};

const careless: PodSpec = {
  hostIPC: true,
  hostPID: true,
  securityContext: {
    appArmorProfile: { type: 'Unconfined' },
    seccompProfile: { type: 'Unconfined' },
    seLinuxOptions: { type: 'spc_t' },
    sysctls: [{ name: 'kernel.msgmax', value: '65536' }],
  },
  volumes: [
    { name: 'socket', hostPath: { path: '/run/containerd/containerd.sock' } },
    { name: 'node', hostPath: { path: '/etc' } },
    { name: 'share', nfs: { server: 'files.example.com', path: '/' } },
  ],
  containers: [
    {
      name: 'careless',
      image: `registry.example.com/careless${digest}`,
      ports: [{ containerPort: 8080, hostPort: 8080 }],
      livenessProbe: { httpGet: { host: '169.254.169.254', port: 80, path: '/' } },
      securityContext: { capabilities: { add: ['SYS_ADMIN'] }, procMount: 'Unmasked' },
      volumeMounts: [
        { name: 'socket', mountPath: '/run/containerd/containerd.sock' },
        { name: 'node', mountPath: '/node' },
      ],
    },
  ],
};

const ownUsers: PodSpec = {
  hostUsers: false,
  containers: [
    {
      name: 'builder',
      image: `registry.example.com/builder${digest}`,
      securityContext: { procMount: 'Unmasked' },
    },
  ],
};

const onTheHost: PodSpec = {
  hostNetwork: true,
  nodeSelector: { 'kubernetes.io/os': 'windows' },
  os: { name: 'windows' },
  securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
  containers: [{ name: 'agent', image: `registry.example.com/agent${digest}` }],
};

const pod = (name: string, spec: PodSpec): JsonObject =>
  toJsonObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'team-0', name },
    spec: { nodeName: 'node-0', ...spec },
    status: {
      phase: 'Running',
      containerStatuses: spec.containers.map(({ name: container, image }) => ({
        name: container,
        image,
        imageID: image,
        ready: true,
      })),
    },
  });
