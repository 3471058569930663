import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planNonRoot, securityPatches } from '#clouds/kubernetes/workload/actions';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { rootFaultAt } from '#clouds/kubernetes/workload/root-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-run-as-root',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'No container of a workload can run as root',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'workloads-not-root',
  why: 'Root in a container is root on the node as soon as one flaw of the runtime or kernel is found.',
  fix: 'Set runAsNonRoot for the pod, and give every container a user other than 0.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kubescape:C-0013',
    'kubescape:C-0198',
    'prowler:core_minimize_root_containers_admission',
    'psa:runAsNonRoot',
    'psa:runAsUser',
    'trivy:AVD-KSV-0012',
    'trivy:AVD-KSV-0020',
    'trivy:AVD-KSV-0105',
  ],
  params: z.object({
    pssVersion: z.union([z.literal('cluster'), z.templateLiteral(['v1.', z.int()])]).default('cluster'),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const security = fact(podSecurity, it);
    if (isUnread(security)) return security;
    if (security.ended !== undefined) return notApplicable(`the pod has ended: ${security.ended}`);
    const fixed = params.pssVersion === 'cluster' ? undefined : Number(params.pssVersion.slice(3));
    const fault = rootFaultAt(security, fixed ?? fact(podSecurityMinor, it));
    if (!fault || isUnread(fault)) return fault ?? pass();
    const made = security.madeBy === undefined ? '' : ` ${security.madeBy} made it.`;
    return fail(`${fault.says}${made}`, fault.evidence, { grade: grades[fault.risk] });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planNonRoot(it, fact(podSecurity, it)),
  },
});

const grades = { root: 'high', unproven: undefined, unguarded: 'low' } as const;
