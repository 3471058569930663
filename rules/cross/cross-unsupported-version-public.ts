import { z } from 'zod';
import { closingActions, planClosing } from '#clouds/managed-cluster/closing-actions';
import { openEndpoint } from '#clouds/managed-cluster/endpoint-facts';
import { managedClusters } from '#clouds/managed-cluster/resource';
import { standingAt, supportTold } from '#clouds/managed-cluster/support-facts';
import { cidrList } from '#lib/params';
import { defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'cross-unsupported-version-public',
  on: managedClusters,
  uses: [openEndpoint, supportTold],
  title: 'An API that the internet can reach runs a Kubernetes minor that is still patched',
  severity: 'high',
  control: 'kubernetes-supported',
  why: 'A hole in the API server that becomes known stays open, and anybody on the internet can try it.',
  fix: 'Close the endpoint to unknown networks today, then upgrade the control plane minor by minor.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
    'https://learn.microsoft.com/azure/aks/supported-kubernetes-versions',
    'https://cloud.google.com/kubernetes-engine/versioning',
  ],
  params: z.object({ allowedCidrs: cidrList() }),
  timed: true,

  evaluate(cluster, { fact, at }) {
    const open = fact(openEndpoint, cluster);
    if (!isUnread(open) && open.is === 'closed') return passBecause('The API endpoint is not open to the internet.');
    const told = fact(supportTold, cluster);
    const support = isUnread(told) ? told : standingAt(told, at);
    if (isUnread(support)) return support;
    const { is, minor, seen } = support;
    if (is === 'offered') return pass();
    if (is === 'supported') return passBecause(`Kubernetes ${minor} is in support.`);
    if (isUnread(open)) return open;
    const message = `The API endpoint is open to the internet, and support of Kubernetes ${minor} has ended.`;
    return fail(message, [open.seen, ...seen]);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: closingActions,
    plan: (cluster, { params: { allowedCidrs } }) => planClosing(cluster, allowedCidrs),
  },
});
