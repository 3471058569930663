import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnyRule } from '#engine/any-rule';
import anonymous from '#rules/kubernetes/rbac/k8s-rbac-anonymous-binding';
import clusterAdmin from '#rules/kubernetes/rbac/k8s-rbac-cluster-admin-binding';
import podExec from '#rules/kubernetes/rbac/k8s-rbac-pod-exec';
import addedCapabilities from '#rules/kubernetes/workload/k8s-added-capabilities';
import allowPrivilegeEscalation from '#rules/kubernetes/workload/k8s-allow-privilege-escalation';
import appArmor from '#rules/kubernetes/workload/k8s-apparmor-unconfined';
import notDropped from '#rules/kubernetes/workload/k8s-capabilities-not-dropped';
import runtimeSocket from '#rules/kubernetes/workload/k8s-container-runtime-socket';
import hostIpc from '#rules/kubernetes/workload/k8s-host-ipc';
import hostNetwork from '#rules/kubernetes/workload/k8s-host-network';
import hostPid from '#rules/kubernetes/workload/k8s-host-pid';
import hostPort from '#rules/kubernetes/workload/k8s-host-port';
import hostPath from '#rules/kubernetes/workload/k8s-hostpath-volume';
import registry from '#rules/kubernetes/workload/k8s-image-untrusted-registry';
import probeHost from '#rules/kubernetes/workload/k8s-probe-lifecycle-host';
import privileged from '#rules/kubernetes/workload/k8s-privileged-container';
import procMount from '#rules/kubernetes/workload/k8s-proc-mount-unmasked';
import procMountUserns from '#rules/kubernetes/workload/k8s-proc-mount-unmasked-userns';
import volumeTypes from '#rules/kubernetes/workload/k8s-restricted-volume-types';
import psaEnforce from '#rules/kubernetes/workload/k8s-psa-enforce-missing';
import runAsRoot from '#rules/kubernetes/workload/k8s-run-as-root';
import seccompUnset from '#rules/kubernetes/workload/k8s-seccomp-profile-unset';
import seccompUnconfined from '#rules/kubernetes/workload/k8s-seccomp-unconfined';
import seLinux from '#rules/kubernetes/workload/k8s-selinux-custom';
import sysctls from '#rules/kubernetes/workload/k8s-unsafe-sysctls';
import hostProcess from '#rules/kubernetes/workload/k8s-windows-hostprocess';
import { disagreements, filesIn, kyvernoResults, type Said } from '../../support/kubernetes/recorded.ts';

const data = '../shared/data/kubernetes';

const baseline = [
  addedCapabilities,
  appArmor,
  hostIpc,
  hostNetwork,
  hostPath,
  hostPid,
  hostPort,
  hostProcess,
  privileged,
  probeHost,
  procMount,
  runtimeSocket,
  seLinux,
  seccompUnconfined,
  sysctls,
];
const restricted = [
  ...baseline,
  allowPrivilegeEscalation,
  notDropped,
  procMountUserns,
  runAsRoot,
  seccompUnset,
  volumeTypes,
];

/** Polaris calls a file `failure...` or `success...` by what its check says of it. */
const polaris: Readonly<Record<string, readonly AnyRule[]>> = {
  clusterrolebindingPodExecAttach: [podExec, clusterAdmin],
  dangerousCapabilities: [addedCapabilities],
  hostIPCSet: [hostIpc],
  hostNetworkSet: [hostNetwork],
  hostPIDSet: [hostPid],
  hostPathSet: [hostPath, runtimeSocket],
  hostPortSet: [hostPort],
  hostProcess: [hostProcess],
  insecureCapabilities: [notDropped, addedCapabilities],
  linuxHardening: [appArmor, notDropped, seccompUnset, seccompUnconfined],
  privilegeEscalationAllowed: [allowPrivilegeEscalation],
  procMount: [procMount],
  rolebindingClusterRolePodExecAttach: [podExec, clusterAdmin],
  rolebindingRolePodExecAttach: [podExec, clusterAdmin],
  runAsPrivileged: [privileged],
  runAsRootAllowed: [runAsRoot],
};

/** Hardeneks has a good and a bad manifest for each check. */
const hardeneks: Readonly<Record<string, readonly AnyRule[]>> = {
  disable_anonymous_access_for_cluster_roles: [anonymous],
  disable_anonymous_access_for_roles: [anonymous],
  disable_run_as_root_user: [runAsRoot],
  disallow_container_socket_mount: [runtimeSocket],
  disallow_host_path_or_make_it_read_only: [hostPath],
  disallow_linux_capabilities: [addedCapabilities],
  ensure_namespace_psa_exist: [psaEnforce],
};

/** The tests of the policies of Kyverno say what is good and bad by the names of objects. */
const kyverno: Readonly<Record<string, readonly AnyRule[]>> = {
  'best-practices/disallow-cri-sock-mount': [runtimeSocket],
  'best-practices/require-drop-all': [notDropped],
  'best-practices/restrict-image-registries': [registry],
  'pod-security/baseline/disallow-capabilities': [addedCapabilities],
  'pod-security/baseline/disallow-host-namespaces': [hostIpc, hostNetwork, hostPid],
  'pod-security/baseline/disallow-host-path': [hostPath, runtimeSocket],
  'pod-security/baseline/disallow-host-ports': [hostPort],
  'pod-security/baseline/disallow-host-process': [hostProcess],
  'pod-security/baseline/disallow-privileged-containers': [privileged],
  'pod-security/baseline/disallow-proc-mount': [procMount],
  'pod-security/baseline/disallow-selinux': [seLinux],
  'pod-security/baseline/restrict-apparmor-profiles': [appArmor],
  'pod-security/baseline/restrict-seccomp': [seccompUnconfined],
  'pod-security/baseline/restrict-sysctls': [sysctls],
  'pod-security/restricted/disallow-capabilities-strict': [notDropped, addedCapabilities],
  'pod-security/restricted/disallow-privilege-escalation': [allowPrivilegeEscalation],
  'pod-security/restricted/require-run-as-nonroot': [runAsRoot],
  'pod-security/restricted/restrict-seccomp-strict': [seccompUnset, seccompUnconfined],
  'pod-security/subrule/podsecurity-subrule-baseline': baseline,
  'pod-security/subrule/restricted/restricted-latest': restricted,
  'pod-security/restricted/restrict-volume-types': [volumeTypes, hostPath, runtimeSocket],
};

/** What the policies of the folders say that ours says by parameters. */
const params: Readonly<Record<string, unknown>> = {
  psaOnly: true,
  allowedRegistries: ['eu.foo.io', 'bar.io'],
  systemRegistries: { any: [] },
};

/** Why a folder's own word is not followed: what the lines begin with, and the reason. */
const explained: readonly (readonly [lines: string, why: string])[] = [
  ...['clusterrolebinding', 'rolebindingClusterRole', 'rolebindingRole'].flatMap((kind) => [
    [
      `polaris/checks/${kind}PodExecAttach/failure.binding_points_to_missing_ref.yaml: said to be bad`,
      'The files do not hold the role: what it allows is unknown.',
    ] as const,
    [
      `polaris/checks/${kind}PodExecAttach/success.gce_calico_binding.yaml: said to be good`,
      'It exempts a binding by its name, which anybody can write: a person holds it.',
    ] as const,
    [`polaris/checks/${kind}PodExecAttach/success.system_prefix_binding.yaml: said to be good`, 'The same.'] as const,
  ]),
  ['polaris/checks/clusterrolebindingPodExecAttach/success.defaultclusterrolebinding_', 'The same.'],
  [
    'polaris/checks/rolebindingRolePodExecAttach/success.role_binding_cluster_role_binding.yaml: said to be good',
    'The role is a cluster role, which another check of its own calls bad.',
  ],
  [
    'polaris/checks/insecureCapabilities/success.all.yaml: said to be good',
    'It drops `All`: the runtime takes any case, the standard only ALL.',
  ],
  [
    'polaris/checks/insecureCapabilities/success.case.yaml: said to be good',
    'It drops single capabilities by name: the standard asks for ALL.',
  ],
  ['polaris/checks/insecureCapabilities/success.pod.yaml: said to be good', 'The same.'],
  ['polaris/checks/insecureCapabilities/success.yaml: said to be good', 'The same.'],
  [
    'polaris/checks/linuxHardening/success.',
    'One of AppArmor, seccomp, SELinux and dropped capabilities is enough for it; the standard asks for each.',
  ],
  [
    'hardeneks/disable_run_as_root_user/good.yaml: said to be good',
    'It sets a user other than 0 and no runAsNonRoot, which the standard asks for: our finding is low.',
  ],
  [
    'hardeneks/disallow_host_path_or_make_it_read_only/good.yaml: said to be good',
    'A read-only mount is enough for it; the standard forbids every path of the node: our finding is medium.',
  ],
  [
    'kyverno-policies/best-practices/disallow-cri-sock-mount/kyverno-test/resource.yaml Pod/pod-with-docker-sock-mount',
    'No container mounts the volume: it is the finding of k8s-hostpath-volume.',
  ],
  [
    'kyverno-policies/pod-security/restricted/disallow-capabilities-strict/kyverno-test/resource.yaml CronJob/addcap-good',
    'They are good for the half of the check that looks at what is added; they do not drop ALL.',
  ],
  [
    'kyverno-policies/pod-security/restricted/disallow-capabilities-strict/kyverno-test/resource.yaml Deployment/addcap-good',
    'The same.',
  ],
  [
    'kyverno-policies/pod-security/restricted/disallow-capabilities-strict/kyverno-test/resource.yaml Pod/addcap-good',
    'The same.',
  ],
];

const named = (set: string, checks: Readonly<Record<string, readonly AnyRule[]>>, bad: RegExp, good: RegExp): Said[] =>
  Object.entries(checks).flatMap(([check, rules]) =>
    filesIn(join(data, set, check)).flatMap((file) =>
      bad.test(file) || good.test(file) ? [{ path: join(set, check, file), bad: bad.test(file), rules, params }] : [],
    ),
  );

/** The manifests that Kubernetes tests its own admission by: a folder for each level and version. */
const conformance = (set: string): Said[] =>
  (['baseline', 'restricted'] as const).flatMap((level) =>
    filesIn(join(data, set, level)).flatMap((version) =>
      (['pass', 'fail'] as const).flatMap((verdict) =>
        filesIn(join(data, set, level, version, verdict)).map((file) => ({
          path: join(set, level, version, verdict, file),
          bad: verdict === 'fail',
          rules: level === 'baseline' ? baseline : restricted,
          params: { pssVersion: version },
        })),
      ),
    ),
  );

const sets: Readonly<Record<string, (set: string) => readonly Said[]>> = {
  'polaris/checks': (set) => named(set, polaris, /^failure/, /^success/),
  hardeneks: (set) => named(set, hardeneks, /^bad/, /^good/),
  'kyverno-policies': (set) =>
    Object.entries(kyverno).flatMap(([policy, rules]) =>
      kyvernoResults(data, join(set, policy, 'kyverno-test'), rules).map((it) => ({ ...it, params })),
    ),
  'pod-security-admission': conformance,
};

/** How many judgements each set holds; the conformance manifests differ from release to release. */
const holds: Readonly<Record<string, number>> = { 'polaris/checks': 121, hardeneks: 14, 'kyverno-policies': 848 };

const here = Object.keys(sets).filter((set) => existsSync(join(data, set)));
for (const set of Object.keys(sets).filter((it) => !here.includes(it)))
  process.stdout.write(`recorded manifests: ${set} (${holds[set] ?? 'all'} judgements) is skipped, it is not here\n`);

test.for(Object.keys(sets))('%s: the rules agree with what it says', { timeout: 120_000 }, async (set, { skip }) => {
  skip(!here.includes(set), 'it is not here');
  const said = sets[set]?.(set) ?? [];
  const lines = await disagreements(data, said);
  const open = lines.filter((line) => !explained.some(([start]) => line.startsWith(start)));
  const stale = explained.filter(([start]) => start.startsWith(`${set}/`) && !lines.some((it) => it.startsWith(start)));
  process.stdout.write(`${set}: ${said.length} said, ${lines.length} disagreements, ${open.length} unexplained\n`);
  expect(said).not.toEqual([]);
  expect(said).toHaveLength(holds[set] ?? said.length);
  expect(open).toEqual([]);
  expect(stale).toEqual([]);
});
