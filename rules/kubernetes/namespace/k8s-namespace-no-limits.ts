import { z } from 'zod';
import { namespaceBounds } from '#clouds/kubernetes/namespace/bound-facts';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { nameList } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, failMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-namespace-no-limits',
  on: namespace,
  uses: [namespaceBounds],
  title: 'A namespace with pods has a resource quota or a limit range',
  severity: 'low',
  control: 'resources-bounded',
  why: 'Without one a single team, or a single mistake, takes all that the nodes have.',
  fix: 'Add a limit range with defaults for containers, and a resource quota for the namespace.',
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  peers: ['eks-bpg:security/multitenancy', 'trivy:AVD-KSV-0039', 'trivy:AVD-KSV-0040'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const { pods, by } = fact(namespaceBounds, it);
    if (by !== undefined) return passBecause(`Its pods are bounded by ${by}.`);
    if (pods === 0) return notApplicable('no pod is in it');
    const message = `The namespace has ${plural(pods, 'pod')}, and neither a resource quota nor a limit range.`;
    return failMissing(message, { at: 'metadata.name', actual: it.config.metadata?.name });
  },
});
