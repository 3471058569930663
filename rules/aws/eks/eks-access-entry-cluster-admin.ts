import { z } from 'zod';
import { adminRights, clusterAdmins, isNamed, mayBeLast, seenIn } from '#clouds/aws/eks/access-entry/facts';
import { entryPrincipal, harmless } from '#clouds/aws/eks/access-entry/principal-facts';
import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { disassociatePolicy } from '#clouds/aws/eks/access-policies/actions';
import { whyNoEntries } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { count, nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'eks-access-entry-cluster-admin',
  on: [accessEntry, eksCluster],
  uses: [adminRights, clusterAdmins, entryPrincipal],
  title: 'Only principals that policy names administer an EKS cluster through access policies',
  severity: 'high',
  grades: ['critical', 'low'],
  control: 'cluster-admin-limited',
  why: 'Whoever takes over such a principal owns every workload, secret and node of the cluster.',
  fix: 'Take the admin policy off the entry, or give it a scope of namespaces; name the few who need it in allowedAdmins.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html'],
  peers: ['kube-bench:eks-1.8.0/4.1.1', 'kube-bench:eks-1.8.0/4.1.7'],
  params: z.object({ allowedAdmins: nameList(), maxClusterAdmins: count(3), trustedAccounts: nameList() }),

  evaluate(it, { fact, params }) {
    if (it.type === 'eks.cluster') {
      const why = whyNoEntries(it.config);
      if (why) return why;
      const { admins, unread } = fact(clusterAdmins, it);
      const named = admins.filter(isNamed(params.allowedAdmins));
      const many = fail(`${named.length} principals administer it, all by policy.`, seenIn(named), { grade: 'low' });
      return named.length > params.maxClusterAdmins ? many : (unread ?? pass());
    }
    const rights = fact(adminRights, it);
    if (isUnread(rights)) return rights;
    const [first] = rights.grants;
    if (!first) return rights.unread ?? harmless(it);
    if (isNamed(params.allowedAdmins)({ entry: it })) return passBecause('Policy names it among the admins.');
    const { is, stranger = '', unread } = fact(entryPrincipal, it);
    const who = is ?? (['', ...params.trustedAccounts].includes(stranger) ? undefined : `of account ${stranger}`);
    const what = `It holds ${first.policy} in ${first.where}`;
    const grave = fail(`${what}, and is ${who ?? ''}.`, seenIn([rights]), { grade: 'critical' });
    return who === undefined ? (unread ?? fail(`${what}.`, seenIn([rights]))) : grave;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [disassociatePolicy],
    plan(it, { fact, params }) {
      const rights = it.type === 'eks.cluster' ? undefined : fact(adminRights, it);
      if (!rights) return cannotPlan('say in allowedAdmins who is to administer the cluster no longer');
      if (isUnread(rights)) return cannotPlan(rights.message);
      const others = fact(clusterAdmins, it).admins.filter(isNamed(params.allowedAdmins));
      const gone = rights.grants.map(({ arn }) => disassociatePolicy(rights.held, { policyArn: arn }));
      return mayBeLast(rights, others) ?? gone;
    },
  },
});
