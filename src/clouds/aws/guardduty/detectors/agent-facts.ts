import { defineFact, type ResourceOf, type Unknown } from '#model';
import { unknown } from '#rule';
import { eksAddon } from '../../eks/addon/resource.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { runtimeFeatures } from './facts.ts';
import { detectors } from './resource.ts';

const agent = 'aws-guardduty-agent';

/**
 * Why nobody can say that the agent looks at the nodes of every cluster: GuardDuty does not install it, and not every
 * cluster has it as an add-on of its own. `complete` where nothing is missing.
 * Source: https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
 */
export const nodeAgents = defineFact({
  name: 'guardduty.node-agents',
  of: detectors,
  uses: [eksCluster, eksAddon],
  work(it, { list }): 'complete' | Unknown {
    if (isInstalled(it)) return 'complete';
    const { items, unread } = list(eksAddon, { name: agent });
    const bare = list(eksCluster).items.find(
      ({ config }) => !config.connectorConfig && !items.some((addon) => addon.config.clusterName === config.name),
    );
    if (!bare) return 'complete';
    return (
      unread ?? unknown('outside', `GuardDuty does not install its agent, and ${bare.name} has no add-on ${agent}.`)
    );
  },
});

/** Whether GuardDuty itself puts its agent on the nodes of clusters. */
const isInstalled = ({ config }: ResourceOf<typeof detectors>): boolean =>
  (config.detectors[0]?.Features ?? []).some(
    ({ Name = '', Status, AdditionalConfiguration: parts = [] }) =>
      runtimeFeatures.includes(Name) &&
      Status === 'ENABLED' &&
      parts.some((part) => part.Name === 'EKS_ADDON_MANAGEMENT' && part.Status === 'ENABLED'),
  );
