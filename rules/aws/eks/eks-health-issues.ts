import { registered } from '#clouds/aws/eks/cluster/facts';
import { troubleOf } from '#clouds/aws/eks/cluster/issue-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-health-issues',
  on: [eksCluster, eksNodegroup],
  title: 'EKS reports no trouble of clusters and node groups',
  severity: 'medium',
  grades: ['high'],
  control: 'clusters-survive',
  why: 'A cluster or a node group in trouble takes no updates, and loses nodes that nothing replaces.',
  fix: 'Read what EKS says of the issue, and give back the role, network or quota that it misses.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_ClusterIssue.html',
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html',
  ],

  evaluate(it) {
    if (it.type === 'eks.cluster' && it.config.connectorConfig) return notApplicable(registered);
    const trouble = troubleOf(it.config);
    if (trouble === undefined) return pass();
    if (isUnread(trouble)) return trouble;
    const grave = fail(trouble.says, trouble.seen, { grade: 'high' });
    return trouble.isGrave ? grave : fail(trouble.says, trouble.seen);
  },
});
