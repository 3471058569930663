import { z } from 'zod';
import { zonesOf, isZone } from '#clouds/gcp/gke/cluster/zone-facts';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-zonal-control-plane',
  on: gkeCluster,
  title: 'A GKE cluster in production survives the loss of a zone',
  severity: 'low',
  control: 'clusters-survive',
  why: 'When its one zone fails, the cluster cannot be administered, and nothing is left for its pods to move to.',
  fix: 'Build the cluster anew as a regional one, and spread its pools over zones.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/configuration-overview'],
  params: z.object({ productionLabel: z.string().default('environment=production') }),

  evaluate({ config }, { params: { productionLabel } }) {
    if (isAutopilot(config)) return notApplicable('Autopilot clusters are regional');
    const [name = '', value = ''] = productionLabel.split('=');
    const isProduction = (config.resourceLabels?.[name] ?? undefined) === value;
    if (!isProduction) return notApplicable(`the cluster has no label ${productionLabel}`);
    if (!config.location) return fieldMissing('location');
    const place = seenAt(config, 'location');
    if (isZone(config.location)) return fail(`The control plane is in the zone ${config.location} alone.`, place);
    const zones = zonesOf(config);
    if (isUnread(zones)) return zones;
    const [zone, ...others] = zones;
    if (zone === undefined || others.length > 0) return pass();
    return fail(`All nodes are in the zone ${zone}.`, seenAt(config, 'nodePools'));
  },
});
