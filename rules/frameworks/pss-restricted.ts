import { defineFramework } from '#model';

export default defineFramework({
  id: 'pss-restricted',
  title: 'Pod Security Standards: restricted',
  edition: '1.37',
  related: false,
  sources: [{ source: 'Kubernetes: the check ids of pod-security-admission' }],
  requirements: [
    { id: 'allowPrivilegeEscalation', rules: ['k8s-allow-privilege-escalation'] },
    { id: 'appArmorProfile', rules: ['k8s-apparmor-unconfined'] },
    { id: 'capabilities_restricted', rules: ['k8s-added-capabilities', 'k8s-capabilities-not-dropped'] },
    { id: 'hostNamespaces', rules: ['k8s-host-pid', 'k8s-host-ipc', 'k8s-host-network'] },
    { id: 'hostPorts', rules: ['k8s-host-port'] },
    { id: 'hostProbesAndHostLifecycle', rules: ['k8s-probe-lifecycle-host'] },
    { id: 'privileged', rules: ['k8s-privileged-container'] },
    { id: 'procMount', rules: ['k8s-proc-mount-unmasked'] },
    { id: 'procMount_restricted', rules: ['k8s-proc-mount-unmasked', 'k8s-proc-mount-unmasked-userns'] },
    {
      id: 'restrictedVolumes',
      rules: ['k8s-hostpath-volume', 'k8s-container-runtime-socket', 'k8s-restricted-volume-types'],
    },
    { id: 'runAsNonRoot', rules: ['k8s-run-as-root'] },
    { id: 'runAsUser', rules: ['k8s-run-as-root'] },
    { id: 'seLinuxOptions', rules: ['k8s-selinux-custom'] },
    { id: 'seccompProfile_restricted', rules: ['k8s-seccomp-unconfined', 'k8s-seccomp-profile-unset'] },
    { id: 'sysctls', rules: ['k8s-unsafe-sysctls'] },
    { id: 'windowsHostProcess', rules: ['k8s-windows-hostprocess'] },
  ],
});
