import type { AnyRule } from '#engine/any-rule';
import addedCapabilities from '#rules/kubernetes/workload/k8s-added-capabilities';
import allowPrivilegeEscalation from '#rules/kubernetes/workload/k8s-allow-privilege-escalation';
import appArmor from '#rules/kubernetes/workload/k8s-apparmor-unconfined';
import notDropped from '#rules/kubernetes/workload/k8s-capabilities-not-dropped';
import runtimeSocket from '#rules/kubernetes/workload/k8s-container-runtime-socket';
import deprecatedRegistry from '#rules/kubernetes/workload/k8s-deprecated-image-registry';
import hostAliases from '#rules/kubernetes/workload/k8s-host-aliases';
import hostIpc from '#rules/kubernetes/workload/k8s-host-ipc';
import hostNetwork from '#rules/kubernetes/workload/k8s-host-network';
import hostPid from '#rules/kubernetes/workload/k8s-host-pid';
import hostPort from '#rules/kubernetes/workload/k8s-host-port';
import hostUsers from '#rules/kubernetes/workload/k8s-host-users-shared';
import mutableTag from '#rules/kubernetes/workload/k8s-image-mutable-tag';
import pullPolicy from '#rules/kubernetes/workload/k8s-image-pull-policy';
import hostPath from '#rules/kubernetes/workload/k8s-hostpath-volume';
import probeHost from '#rules/kubernetes/workload/k8s-probe-lifecycle-host';
import privileged from '#rules/kubernetes/workload/k8s-privileged-container';
import netRaw from '#rules/kubernetes/workload/k8s-net-raw-capability';
import procMount from '#rules/kubernetes/workload/k8s-proc-mount-unmasked';
import procMountUserns from '#rules/kubernetes/workload/k8s-proc-mount-unmasked-userns';
import rootGroup from '#rules/kubernetes/workload/k8s-run-as-root-group';
import tokenMounted from '#rules/kubernetes/workload/k8s-sa-token-automount';
import seccompUnset from '#rules/kubernetes/workload/k8s-seccomp-profile-unset';
import seccompUnconfined from '#rules/kubernetes/workload/k8s-seccomp-unconfined';
import seLinux from '#rules/kubernetes/workload/k8s-selinux-custom';
import contextMissing from '#rules/kubernetes/workload/k8s-security-context-missing';
import serviceLinks from '#rules/kubernetes/workload/k8s-service-links-enabled';
import sysctls from '#rules/kubernetes/workload/k8s-unsafe-sysctls';
import administrator from '#rules/kubernetes/workload/k8s-windows-container-administrator';
import hostProcess from '#rules/kubernetes/workload/k8s-windows-hostprocess';
import writableRoot from '#rules/kubernetes/workload/k8s-writable-root-filesystem';
import type { JsonObject } from '../../sim/json.ts';
import type { ContractCase } from '../prove.ts';
import { kubernetesStand } from './stand.ts';

const image = 'registry.example.com/web:1';
const off = { type: 'Unconfined' };
const get = { httpGet: { port: 80, path: '/', host: '169.254.169.254' } };
const annotated = {
  'container.apparmor.security.beta.kubernetes.io/web': 'unconfined',
  'example.com/kept': 'yes',
};
const volume = (name: string, path: string): JsonObject => ({ name, hostPath: { path } });
const mount = (name: string): JsonObject => ({ name, mountPath: `/${name}` });

/** Containers of which the first has more than the others, and one that runs before them. */
const containers = (more: JsonObject): JsonObject => ({
  containers: [
    { name: 'web', image, ...more },
    { name: 'side', image, securityContext: { runAsUser: 7 }, volumeMounts: [mount('kept')] },
  ],
  initContainers: [{ name: 'prepare', image, ...more }],
});
const contexts = (securityContext: JsonObject): JsonObject => containers({ securityContext });

/** What each rule finds wrong with a pod specification, for its plan to change. */
const bad: readonly (readonly [rule: AnyRule, spec: JsonObject, params?: ContractCase['params']])[] = [
  [addedCapabilities, contexts({ capabilities: { add: ['NET_RAW', 'CHOWN'], drop: ['KILL'] } })],
  [allowPrivilegeEscalation, contexts({ allowPrivilegeEscalation: true, runAsNonRoot: true })],
  [appArmor, { securityContext: { appArmorProfile: off, runAsUser: 5 }, ...contexts({ appArmorProfile: off }) }],
  [notDropped, contexts({ capabilities: { add: ['CHOWN', 'NET_BIND_SERVICE'] } })],
  [
    runtimeSocket,
    {
      volumes: [volume('run', '/var/run/docker.sock'), { name: 'kept', emptyDir: {} }],
      ...containers({ volumeMounts: [mount('run'), mount('kept')] }),
    },
  ],
  [contextMissing, { containers: [{ name: 'web', image }], initContainers: [{ name: 'prepare', image }] }],
  [deprecatedRegistry, containers({ image: 'k8s.gcr.io/pause:3.9' })],
  [
    hostAliases,
    {
      hostAliases: [
        { ip: '10.0.0.9', hostnames: ['db', 'db.example.com'] },
        { ip: '10.0.0.8', hostnames: ['cache'] },
        { ip: '127.0.0.1', hostnames: ['web.local'] },
      ],
      ...containers({}),
    },
    { allowedHostnames: ['db'] },
  ],
  [hostUsers, containers({}), { requireUserNamespaces: true }],
  [serviceLinks, { enableServiceLinks: true, ...containers({}) }, { requireNoServiceLinks: true }],
  [pullPolicy, containers({ image: 'registry.example.com/web:latest', imagePullPolicy: 'IfNotPresent' })],
  [hostIpc, { hostIPC: true, ...containers({}) }],
  [hostNetwork, { hostNetwork: true, ...containers({}) }],
  [hostPid, { hostPID: true, ...containers({}) }],
  [
    hostPort,
    containers({
      ports: [
        { containerPort: 53, hostPort: 53, protocol: 'UDP' },
        { containerPort: 53, hostPort: 53, protocol: 'TCP' },
      ],
    }),
  ],
  [hostPath, { volumes: [volume('etc', '/etc')], ...containers({ volumeMounts: [mount('etc')] }) }],
  [probeHost, containers({ livenessProbe: get, lifecycle: { postStart: get, preStop: get } })],
  [privileged, contexts({ privileged: true, runAsUser: 5 })],
  [netRaw, contexts({ capabilities: { drop: ['KILL'] } })],
  [
    rootGroup,
    {
      securityContext: { runAsGroup: 0, fsGroup: 0, supplementalGroups: [0, 7] },
      ...contexts({ runAsGroup: 0, runAsUser: 5 }),
    },
  ],
  [tokenMounted, { serviceAccountName: 'idle', ...containers({}) }],
  [procMount, contexts({ procMount: 'Unmasked' })],
  [procMountUserns, { hostUsers: false, ...contexts({ procMount: 'Unmasked' }) }],
  [seccompUnset, contexts({ runAsUser: 5 })],
  [seccompUnconfined, { securityContext: { seccompProfile: off }, ...contexts({ seccompProfile: off }) }],
  [seLinux, { securityContext: { seLinuxOptions: { user: 'u' } }, ...contexts({ seLinuxOptions: { role: 'r' } }) }],
  [
    sysctls,
    {
      securityContext: {
        sysctls: [
          { name: 'kernel.sem', value: '1' },
          { name: 'net.ipv4.tcp_syncookies', value: '1' },
        ],
      },
      ...containers({}),
    },
  ],
  [writableRoot, { volumes: [volume('data', '/data')], ...containers({ volumeMounts: [mount('data')] }) }],
  [
    administrator,
    {
      os: { name: 'windows' },
      ...contexts({ windowsOptions: { runAsUserName: 'ContainerAdministrator' } }),
    },
  ],
  [
    hostProcess,
    {
      hostNetwork: true,
      os: { name: 'windows' },
      securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'ContainerUser' } },
      ...contexts({ windowsOptions: { hostProcess: true } }),
    },
  ],
];

/** One deployment and one cron job for each rule. */
const objects = (spec: JsonObject): readonly JsonObject[] => {
  const labels = { app: 'web' };
  const template = { metadata: { labels, annotations: annotated }, spec };
  const metadata = { namespace: 'team-0', name: 'web' };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-0' } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template } },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
    },
  ];
};

/** A deployment whose pods say what they run. */
const running = (): readonly JsonObject[] => {
  const [space, deployment] = objects(containers({ image: 'registry.example.com/web:latest' }));
  const owner = (kind: string, name: string): JsonObject => ({
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller: true }],
  });
  const imageID = `registry.example.com/web@sha256:${'5'.repeat(64)}`;
  const spec = containers({ image: 'registry.example.com/web:latest' });
  const status = {
    phase: 'Running',
    containerStatuses: [{ name: 'web', imageID }],
    initContainerStatuses: [{ name: 'prepare', imageID }],
  };
  const metadata = { namespace: 'team-0', name: 'web-1' };
  return [
    ...(space && deployment ? [space, deployment] : []),
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { ...metadata, ...owner('Deployment', 'web') },
      spec: { template: { spec } },
    },
    { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, ...owner('ReplicaSet', 'web-1') }, spec, status },
  ];
};

export const workloadCases: readonly ContractCase[] = [
  ...bad.map(([rule, spec, params = {}]) => ({
    rule,
    params,
    proves: ['k8s.patch-deployment-security', 'k8s.patch-cron-job-security'],
    open: () => kubernetesStand({ gitVersion: 'v1.36.1', groups: [], objects: objects(spec) }),
  })),
  {
    rule: mutableTag,
    proves: ['k8s.patch-deployment-security'],
    open: () => kubernetesStand({ gitVersion: 'v1.36.1', groups: [], objects: running() }),
  },
];
