import { defineFramework } from '#model';
import type { RuleId } from '../catalog.gen.ts';

export default defineFramework<RuleId>({
  id: 'pss-baseline',
  title: 'Pod Security Standards: baseline',
  edition: '1.37',
  related: false,
  requirements: [
    { id: 'appArmorProfile', rules: [], planned: ['k8s-apparmor-unconfined'] },
    { id: 'capabilities_baseline', rules: [], planned: ['k8s-added-capabilities'] },
    { id: 'hostNamespaces', rules: [], planned: ['k8s-host-pid', 'k8s-host-ipc', 'k8s-host-network'] },
    { id: 'hostPathVolumes', rules: [], planned: ['k8s-hostpath-volume', 'k8s-container-runtime-socket'] },
    { id: 'hostPorts', rules: [], planned: ['k8s-host-port'] },
    { id: 'hostProbesAndHostLifecycle', rules: [], planned: ['k8s-probe-lifecycle-host'] },
    { id: 'privileged', rules: [], planned: ['k8s-privileged-container'] },
    { id: 'procMount', rules: [], planned: ['k8s-proc-mount-unmasked'] },
    { id: 'seLinuxOptions', rules: [], planned: ['k8s-selinux-custom'] },
    { id: 'seccompProfile_baseline', rules: [], planned: ['k8s-seccomp-unconfined'] },
    { id: 'sysctls', rules: [], planned: ['k8s-unsafe-sysctls'] },
    { id: 'windowsHostProcess', rules: [], planned: ['k8s-windows-hostprocess'] },
  ],
});
