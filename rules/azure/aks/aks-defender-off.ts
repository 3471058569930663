import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { hasDefender, isInChina } from '#clouds/azure/aks/cluster/defender-facts';
import { anyOf, daemonSetIn, whereWatched } from '#clouds/azure/aks/cluster/inside-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

const sensors = ['falco/falco', 'kube-system/tetragon'];
const at = 'securityProfile.defender.securityMonitoring.enabled';

export default defineRule({
  id: 'aks-defender-off',
  on: aksCluster,
  uses: [daemonSet],
  title: 'A threat sensor watches the nodes of an AKS cluster',
  severity: 'medium',
  control: 'threats-detected',
  why: 'Without a sensor nobody notices a miner, a reverse shell or an escape from a container.',
  fix: 'Turn on the Defender for Containers sensor with the Log Analytics workspace that it reports to.',
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction'],
  peers: ['kube-bench:aks-1.8/5.1.1', 'kubescape:C-0243', 'prowler:aks_cluster_defender_enabled'],
  params: z.object({ acceptOtherSensors: flag(true) }),

  evaluate({ id, config }, { find, params }) {
    if (isInChina(config)) return notApplicable('Azure China has no Defender for Cloud');
    if (hasDefender(config)) return pass();
    const accepted = params.acceptOtherSensors ? sensors : [];
    const other = whereWatched(anyOf(accepted.map((it) => find(daemonSet, daemonSetIn(id, it)))));
    if (isUnread(other)) return other;
    if (other !== 'absent') return passBecause(`The DaemonSet ${other.name} watches the nodes.`);
    return fail('The Defender sensor is off.', saidAt(config, at));
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) =>
      cluster.config.securityProfile?.defender?.logAnalyticsWorkspaceResourceId
        ? changed(cluster, { securityProfile: { defender: { securityMonitoring: { enabled: true } } } })
        : cannotPlan('name the Log Analytics workspace that the sensor reports to'),
  },
});
