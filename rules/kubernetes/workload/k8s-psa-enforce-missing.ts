import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { labelNamespace } from '#clouds/kubernetes/namespace/actions';
import { otherEnforcer } from '#clouds/kubernetes/namespace/enforcer-facts';
import { controlPlaneMinor, keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { curesOf, faultsOf, securityLabels, securityLevels } from '#clouds/kubernetes/namespace/security-facts';
import { count, flag, nameList } from '#lib/params';
import { defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-psa-enforce-missing',
  on: namespace,
  uses: [controlPlaneMinor, otherEnforcer, gkeCluster],
  title: 'Admission enforces pod security in each namespace',
  severity: 'medium',
  grades: ['low'],
  control: 'pod-security-admitted',
  why: 'Whoever may create a pod in the namespace can make it privileged, and takes the node with it.',
  fix: 'Set the label for warn and audit first, look at the warnings, then set it for enforce.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  peers: ['eks-bpg:security/pods', 'kube-bench:gke-1.9.0/4.2.1', 'kubescape:C-0192'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    requiredLevel: z.enum(securityLevels).default('baseline'),
    psaOnly: flag(false),
    maxVersionLag: count(3),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, find, params }) {
    const { metadata } = it.config;
    const labels = securityLabels(metadata?.labels);
    const minor = labels.minor === undefined ? 0 : fact(controlPlaneMinor, it);
    if (isUnread(minor)) return minor;
    const faults = faultsOf(labels, minor, params);
    if (faults.length === 0) return pass();
    const isGke = clusterBehind(it).provider === 'gke' && !params.psaOnly;
    const cluster = isGke ? find(gkeCluster, clusterBehind(it).id) : 'absent';
    if (isUnread(cluster)) return cluster;
    if (cluster !== 'absent' && isAutopilot(cluster.config)) return passBecause('Autopilot limits what pods may do.');
    const other = params.psaOnly ? undefined : fact(otherEnforcer, it);
    if (other) return other;
    const seen = { at: metadata?.labels ? 'metadata.labels' : 'metadata.name', actual: labels.set };
    const grade = labels.open ? undefined : ('low' as const);
    return fail(faults.map(({ says }) => says).join(' '), seen, { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [labelNamespace],
    plan: (it, { fact, params }) => [labelNamespace(it, curesOf(it.config, fact(controlPlaneMinor, it), params))],
  },
});
