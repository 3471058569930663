import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { planLabels, setLabels } from '#clouds/gcp/gke/cluster/label-actions';
import { ownLabels } from '#clouds/gcp/gke/cluster/label-facts';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-labels-missing',
  on: gkeCluster,
  title: 'Labels of a GKE cluster say whose it is',
  severity: 'low',
  control: 'ownership-known',
  why: 'Nobody acts on a finding about a cluster whose owner nobody knows.',
  fix: 'Set the missing labels beside those that are there, since labels are written all at once.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/creating-managing-labels'],
  peers: ['trivy:AVD-GCP-0051'],
  params: z.object({ requiredLabels: nameList(), labelValues: z.record(z.string(), z.string()).default({}) }),

  evaluate({ config }, { params: { requiredLabels: expected } }) {
    const labels = ownLabels(config);
    const missing = expected.filter((key) => !labels.get(key));
    const { at, actual } = seenAt(config, 'resourceLabels');
    if (missing.length > 0) return fail(`It has no label ${missing.join(', ')}.`, { at, actual, expected });
    return labels.size === 0 ? fail('Nobody has labelled it.', { at, actual }) : pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [setLabels],
    plan: (it, { params }) => planLabels(it, params),
  },
});
