import { z } from 'zod';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { nodeZones } from '#clouds/aws/eks/cluster/zone-facts';
import { count } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, failMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'eks-single-az',
  on: eksCluster,
  uses: [nodeZones],
  title: 'Nodes of an EKS cluster are spread over availability zones',
  severity: 'low',
  control: 'clusters-survive',
  why: 'When the only zone fails, everything that the cluster runs fails with it; the control plane alone stays.',
  fix: 'Give the node groups subnets of several zones, and spread the pods over them.',
  references: ['https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html'],
  params: z.object({ minZones: count(2) }),

  evaluate(cluster, { fact, params }) {
    if (cluster.config.connectorConfig) return notApplicable(registered);
    if (cluster.config.outpostConfig) return notApplicable('a local cluster stands on one Outpost');
    const { of, zones, seen, unread } = fact(nodeZones, cluster);
    if (zones.length >= params.minZones) return passBecause(`Its nodes can be in ${plural(zones.length, 'zone')}.`);
    if (unread) return unread;
    if (of === 'nothing') return notApplicable('it has no nodes in zones of the region');
    if (zones.length === 0) return notApplicable('its nodes are in no zone of the region');
    const where = of === 'nodes' ? 'The nodes that run' : of === 'Auto Mode' ? 'Its subnets' : 'Its node groups';
    return failMissing(`${where} are in ${zones.join(' and ')} only.`, seen);
  },
});
