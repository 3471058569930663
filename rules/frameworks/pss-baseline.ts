import { defineFramework } from '#model';

export default defineFramework({
  id: 'pss-baseline',
  title: 'Pod Security Standards: baseline',
  edition: '1.37',
  related: false,
  sources: [{ source: 'Kubernetes: the check ids of pod-security-admission' }],
  requirements: [
    { id: 'appArmorProfile', rules: ['k8s-apparmor-unconfined'] },
    { id: 'capabilities_baseline', rules: ['k8s-added-capabilities'] },
    { id: 'hostNamespaces', rules: ['k8s-host-pid', 'k8s-host-ipc', 'k8s-host-network'] },
    { id: 'hostPathVolumes', rules: ['k8s-hostpath-volume', 'k8s-container-runtime-socket'] },
    { id: 'hostPorts', rules: ['k8s-host-port'] },
    { id: 'hostProbesAndHostLifecycle', rules: ['k8s-probe-lifecycle-host'] },
    { id: 'privileged', rules: ['k8s-privileged-container'] },
    { id: 'procMount', rules: ['k8s-proc-mount-unmasked'] },
    { id: 'seLinuxOptions', rules: ['k8s-selinux-custom'] },
    { id: 'seccompProfile_baseline', rules: ['k8s-seccomp-unconfined'] },
    { id: 'sysctls', rules: ['k8s-unsafe-sysctls'] },
    { id: 'windowsHostProcess', rules: ['k8s-windows-hostprocess'] },
  ],
});
