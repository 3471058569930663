// Written by `npm run gen`. Do not edit.

import k8sNamespaceNoNetworkPolicy from './kubernetes/network/k8s-namespace-no-network-policy.ts';
import k8sRbacClusterAdminBinding from './kubernetes/rbac/k8s-rbac-cluster-admin-binding.ts';
import k8sRbacWildcards from './kubernetes/rbac/k8s-rbac-wildcards.ts';
import k8sAddedCapabilities from './kubernetes/workload/k8s-added-capabilities.ts';
import k8sAllowPrivilegeEscalation from './kubernetes/workload/k8s-allow-privilege-escalation.ts';
import k8sApparmorUnconfined from './kubernetes/workload/k8s-apparmor-unconfined.ts';
import k8sCapabilitiesNotDropped from './kubernetes/workload/k8s-capabilities-not-dropped.ts';
import k8sContainerRuntimeSocket from './kubernetes/workload/k8s-container-runtime-socket.ts';
import k8sCpuLimitMissing from './kubernetes/workload/k8s-cpu-limit-missing.ts';
import k8sHostIpc from './kubernetes/workload/k8s-host-ipc.ts';
import k8sHostNetwork from './kubernetes/workload/k8s-host-network.ts';
import k8sHostPid from './kubernetes/workload/k8s-host-pid.ts';
import k8sHostPort from './kubernetes/workload/k8s-host-port.ts';
import k8sHostpathVolume from './kubernetes/workload/k8s-hostpath-volume.ts';
import k8sImageDenyList from './kubernetes/workload/k8s-image-deny-list.ts';
import k8sImageMutableTag from './kubernetes/workload/k8s-image-mutable-tag.ts';
import k8sImageUntrustedRegistry from './kubernetes/workload/k8s-image-untrusted-registry.ts';
import k8sMemoryLimitMissing from './kubernetes/workload/k8s-memory-limit-missing.ts';
import k8sPrivilegedContainer from './kubernetes/workload/k8s-privileged-container.ts';
import k8sProbeLifecycleHost from './kubernetes/workload/k8s-probe-lifecycle-host.ts';
import k8sProcMountUnmaskedUserns from './kubernetes/workload/k8s-proc-mount-unmasked-userns.ts';
import k8sProcMountUnmasked from './kubernetes/workload/k8s-proc-mount-unmasked.ts';
import k8sPsaEnforceMissing from './kubernetes/workload/k8s-psa-enforce-missing.ts';
import k8sRestrictedVolumeTypes from './kubernetes/workload/k8s-restricted-volume-types.ts';
import k8sRunAsRoot from './kubernetes/workload/k8s-run-as-root.ts';
import k8sSeccompProfileUnset from './kubernetes/workload/k8s-seccomp-profile-unset.ts';
import k8sSeccompUnconfined from './kubernetes/workload/k8s-seccomp-unconfined.ts';
import k8sSelinuxCustom from './kubernetes/workload/k8s-selinux-custom.ts';
import k8sUnsafeSysctls from './kubernetes/workload/k8s-unsafe-sysctls.ts';
import k8sWindowsHostprocess from './kubernetes/workload/k8s-windows-hostprocess.ts';
import k8sWritableRootFilesystem from './kubernetes/workload/k8s-writable-root-filesystem.ts';

/** The rules on kubernetes. */
export const kubernetesRules = [k8sNamespaceNoNetworkPolicy, k8sRbacClusterAdminBinding, k8sRbacWildcards, k8sAddedCapabilities, k8sAllowPrivilegeEscalation, k8sApparmorUnconfined, k8sCapabilitiesNotDropped, k8sContainerRuntimeSocket, k8sCpuLimitMissing, k8sHostIpc, k8sHostNetwork, k8sHostPid, k8sHostPort, k8sHostpathVolume, k8sImageDenyList, k8sImageMutableTag, k8sImageUntrustedRegistry, k8sMemoryLimitMissing, k8sPrivilegedContainer, k8sProbeLifecycleHost, k8sProcMountUnmaskedUserns, k8sProcMountUnmasked, k8sPsaEnforceMissing, k8sRestrictedVolumeTypes, k8sRunAsRoot, k8sSeccompProfileUnset, k8sSeccompUnconfined, k8sSelinuxCustom, k8sUnsafeSysctls, k8sWindowsHostprocess, k8sWritableRootFilesystem] as const;
