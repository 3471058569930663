import { z } from 'zod';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { updateVersion } from '#clouds/aws/eks/version/actions';
import { eksSupport, nextMinor, supportAt, type SupportTable } from '#clouds/aws/eks/version/facts';
import { count, flag, fromList } from '#lib/params';
import { isInAny } from '#lib/version-range';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, passBecause, type Unknown } from '#rule';

const denyVersions = fromList('deny.kubernetesVersions.eks');
const params = z.object({ allowExtended: flag(false), warnDays: count(60), denyVersions });

export default defineRule({
  id: 'eks-version-unsupported',
  on: eksCluster,
  uses: [eksSupport],
  title: 'An EKS cluster runs a Kubernetes minor that stays in support',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'kubernetes-supported',
  why: 'A minor past support gets no security patches, and EKS moves the cluster on a day that it chooses.',
  fix: 'Update the cluster minor by minor, and its nodes and add-ons after it.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html'],
  peers: ['kubescape:C-0273', 'prowler:eks_cluster_uses_a_supported_version', 'securityhub:EKS.2'],
  params,
  timed: true,

  evaluate(cluster, { fact, params, at }) {
    if (cluster.config.connectorConfig) return notApplicable('a registered cluster is not run by EKS');
    const { version } = cluster.config;
    return version === undefined ? fieldMissing('version') : judge(fact(eksSupport, cluster), version, params, at);
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [updateVersion],
    plan(cluster, { fact, params, at }) {
      const version = nextMinor(cluster.config.version ?? '');
      const ends = judge(fact(eksSupport, cluster), version, params, at).verdict === 'pass';
      return ends ? [updateVersion(cluster, { version })] : cannotPlan(`one update, to ${version}, does not end it`);
    },
  },
});

function judge(table: SupportTable | Unknown, version: string, policy: z.output<typeof params>, at: string) {
  const { allowExtended, warnDays, denyVersions } = policy;
  const isDenied = isInAny(version, denyVersions);
  if (isDenied) return fail(`Policy denies Kubernetes ${version}.`, { at: 'version', actual: version });
  const support = isUnread(table) ? table : supportAt(table, version, at);
  if (isUnread(support)) return support;
  const { stage, seen, by } = support;
  if (stage === 'unlisted') return fail(`Kubernetes ${version} is older than all that EKS supports${by}.`, seen);
  if (stage === 'unsupported') return fail(`Support of Kubernetes ${version} has ended${by}.`, seen);
  const extended = `Kubernetes ${version} is in extended support${by}.`;
  if (stage === 'extended' && !allowExtended) return fail(extended, seen, { grade: 'medium' });
  const end = allowExtended ? support.extended : support.standard;
  if (isUnread(end)) return end;
  const ending = `${allowExtended ? 'Extended' : 'Standard'} support of Kubernetes ${version} ends on ${end.day}${by}.`;
  return end.left <= warnDays ? fail(ending, seen, { grade: 'low' }) : passBecause(ending);
}
