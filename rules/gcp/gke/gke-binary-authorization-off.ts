import { admissionBy, type Admission } from '#clouds/gcp/binary-authorization/policy/facts';
import { admissionPolicy, policyOfCluster } from '#clouds/gcp/binary-authorization/policy/resource';
import { admittingOf } from '#clouds/gcp/gke/cluster/binary-authorization-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateBinaryAuthorization } from '#clouds/gcp/gke/cluster/update-actions';
import { cannotPlan, defineRule, fail, isUnread, pass, type Unknown } from '#rule';

export default defineRule({
  id: 'gke-binary-authorization-off',
  on: gkeCluster,
  uses: [admissionPolicy],
  title: 'A GKE cluster admits only images that the policy of its project lets in',
  severity: 'medium',
  grades: ['low'],
  control: 'images-from-trusted-sources',
  why: 'Without it, whoever may create a pod runs any image in the cluster, whoever built it.',
  fix: 'Write a policy that asks for attestations, try it as a dry run, then let the cluster enforce it.',
  references: ['https://cloud.google.com/binary-authorization/docs/policy-yaml-reference'],
  peers: [
    'kube-bench:gke-1.9.0/4.5.1',
    'kube-bench:gke-1.9.0/5.1.4',
    'kubescape:C-0289',
    'powerpipe:kubernetes_cluster_binary_authorization_enabled',
  ],

  evaluate({ id, config }, { find }) {
    const admitting = admittingOf(config);
    if (isUnread(admitting)) return admitting;
    const does = admitting === 'off' ? 'is off' : 'only monitors';
    const message = `Binary Authorization ${does}; verifiers inside the cluster are not read.`;
    if (admitting !== 'enforcing') return fail(message, seenAt(config, 'binaryAuthorization'));
    return judge(admissionBy(find(admissionPolicy, policyOfCluster(id)), id));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateBinaryAuthorization],
    plan(cluster, { find }) {
      const policy = find(admissionPolicy, policyOfCluster(cluster.id));
      const { verdict } = judge(admissionBy(policy, cluster.id));
      if (verdict === 'unknown') return cannotPlan('the policy of the project is not read');
      if (verdict === 'fail') return cannotPlan('the policy of the project has to ask for more first');
      const evaluationMode = 'PROJECT_SINGLETON_POLICY_ENFORCE';
      return [updateBinaryAuthorization(cluster, { desiredBinaryAuthorization: { evaluationMode } })];
    },
  },
});

function judge(admission: Admission | Unknown) {
  if (isUnread(admission)) return admission;
  const { is, seen, exempt, exempting, unsaid } = admission;
  if (is === 'open') return fail('The policy of the project lets in every image.', seen);
  if (is === 'dry-run') return fail('The policy of the project is a dry run.', seen);
  if (exempt.length === 0) return unsaid ?? pass();
  return fail(`The policy of the project exempts ${exempt.join(', ')}.`, exempting, { grade: 'low' });
}
