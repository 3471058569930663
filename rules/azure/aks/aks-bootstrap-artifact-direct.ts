import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-bootstrap-artifact-direct',
  on: aksCluster,
  title: 'Nodes of an isolated AKS cluster take their images from a registry of your own',
  severity: 'low',
  control: 'images-from-trusted-sources',
  why: 'Nodes of a cluster without egress that fetch from the internet do not start, or need a way out for that.',
  fix: 'Name a Premium registry with a private endpoint and a cache of mcr.microsoft.com as artifact source, then renew the nodes.',
  references: ['https://learn.microsoft.com/azure/aks/concepts-network-isolated'],
  params: z.object({ requireIsolation: flag(false) }),

  evaluate({ config }, { params }) {
    const outbound = config.networkProfile?.outboundType?.toLowerCase() ?? '';
    if (!params.requireIsolation && !['none', 'block'].includes(outbound))
      return notApplicable('the nodes have a way to the internet, and policy asks for no isolation');
    if (config.bootstrapProfile?.artifactSource?.toLowerCase() === 'cache') return pass();
    return fail(
      'Nodes fetch what they start from the internet.',
      saidAt(config, 'bootstrapProfile.artifactSource', 'Cache'),
    );
  },
});
