import { z } from 'zod';
import { planRemoval, setRepositoryPolicy } from '#clouds/gcp/artifact-registry/repository-policy/actions';
import { repositoryPolicy, repositoryPolicyOf } from '#clouds/gcp/artifact-registry/repository-policy/resource';
import { offendingGrants, publicAccess } from '#clouds/gcp/artifact-registry/repository/access-facts';
import { repository } from '#clouds/gcp/artifact-registry/repository/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gar-repository-public',
  on: repository,
  uses: [publicAccess, repositoryPolicy],
  title: 'Artifact Registry repositories are closed to the public',
  severity: 'high',
  grades: ['critical'],
  control: 'registry-private',
  why: 'Anyone can pull what is in an open repository; whoever can push to it decides what clusters run.',
  fix: 'Take allUsers and allAuthenticatedUsers out of the policies of the repository and of its project.',
  references: [
    'https://cloud.google.com/artifact-registry/docs/access-control',
    'https://cloud.google.com/iam/docs/principals-overview',
  ],
  peers: ['kube-bench:gke-1.9.0/5.1.2', 'kubescape:C-0308'],
  params: z.object({ publicRepositories: nameList() }),

  evaluate(it, { fact, params: { publicRepositories } }) {
    const { grants, unsure, missed } = fact(publicAccess, it);
    const offending = offendingGrants(grants, publicRepositories.includes(it.config.name ?? ''));
    const [worst] = offending;
    if (!worst) return unsure[0] ?? pass();
    const { access, member, role, on } = worst;
    if (access === 'read' && missed) return missed;
    const seen = offending.map(({ at, member: actual }) => ({ at, actual }));
    const grade = access === 'write' ? 'critical' : undefined;
    const found = fail(`Anyone can ${access} its artifacts: ${member} holds ${role} on the ${on}.`, seen, { grade });
    return found;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setRepositoryPolicy],
    plan(it, { fact, find, params: { publicRepositories } }) {
      const { grants } = fact(publicAccess, it);
      const offending = offendingGrants(grants, publicRepositories.includes(it.config.name ?? ''));
      if (offending.some(({ on }) => on === 'project')) return cannotPlan('the policy of the whole project opens it');
      return planRemoval(find(repositoryPolicy, repositoryPolicyOf(it.id)), offending);
    },
  },
});
