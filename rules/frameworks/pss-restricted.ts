import { defineFramework } from '#model';
import type { RuleId } from '../catalog.gen.ts';

export default defineFramework<RuleId>({
  id: 'pss-restricted',
  title: 'Pod Security Standards: restricted',
  edition: '1.37',
  related: false,
  requirements: [
    { id: 'allowPrivilegeEscalation', rules: [], planned: ['k8s-allow-privilege-escalation'] },
    { id: 'appArmorProfile', rules: [], planned: ['k8s-apparmor-unconfined'] },
    { id: 'capabilities_restricted', rules: [], planned: ['k8s-added-capabilities', 'k8s-capabilities-not-dropped'] },
    { id: 'hostNamespaces', rules: [], planned: ['k8s-host-pid', 'k8s-host-ipc', 'k8s-host-network'] },
    { id: 'hostPorts', rules: [], planned: ['k8s-host-port'] },
    { id: 'hostProbesAndHostLifecycle', rules: [], planned: ['k8s-probe-lifecycle-host'] },
    { id: 'privileged', rules: [], planned: ['k8s-privileged-container'] },
    { id: 'procMount', rules: [], planned: ['k8s-proc-mount-unmasked'] },
    { id: 'procMount_restricted', rules: [], planned: ['k8s-proc-mount-unmasked', 'k8s-proc-mount-unmasked-userns'] },
    {
      id: 'restrictedVolumes',
      rules: [],
      planned: ['k8s-hostpath-volume', 'k8s-container-runtime-socket', 'k8s-restricted-volume-types'],
    },
    { id: 'runAsNonRoot', rules: ['k8s-run-as-root'] },
    { id: 'runAsUser', rules: ['k8s-run-as-root'] },
    { id: 'seLinuxOptions', rules: [], planned: ['k8s-selinux-custom'] },
    { id: 'seccompProfile_restricted', rules: [], planned: ['k8s-seccomp-unconfined', 'k8s-seccomp-profile-unset'] },
    { id: 'sysctls', rules: [], planned: ['k8s-unsafe-sysctls'] },
    { id: 'windowsHostProcess', rules: [], planned: ['k8s-windows-hostprocess'] },
  ],
});
