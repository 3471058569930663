import { isDefaultAccount } from '#clouds/gcp/gke/cluster/account-facts';
import { policyBeside, riskyRoles } from '#clouds/gcp/gke/cluster/node-role-facts';
import { isAutopilot, poolSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { broadScopes } from '#clouds/gcp/gke/cluster/scope-facts';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { defineRule, fail, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'gke-node-oauth-scopes-broad',
  on: gkeCluster,
  uses: [projectPolicy],
  title: 'GKE nodes carry broad scopes only with an account that may do little',
  severity: 'medium',
  control: 'node-role-least-privilege',
  why: 'A broad scope lets whoever reaches the metadata of a node use all that its account may do.',
  fix: 'Make a new pool with an account that holds the node roles only, then drain the old one.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/access-scopes'],
  peers: ['trivy:AVD-GCP-0050'],

  evaluate({ id, config }, { find }) {
    if (isAutopilot(config)) return notApplicable('Autopilot is judged by the account of its nodes');
    const judged = poolSources(config).map((source) => {
      const { key, label, at, settings } = source;
      const scopes = broadScopes(source);
      if (scopes.length === 0) return pass();
      const words = `the ${scopes.length > 1 ? 'scopes' : 'scope'} ${scopes.join(', ')}`;
      const seen = [seenAt(config, `${at}.oauthScopes`), seenAt(config, `${at}.serviceAccount`)];
      const account = settings.serviceAccount ?? '';
      if (isDefaultAccount(account))
        return fail(`${label} gives the Compute Engine default service account ${words}.`, seen, { key });
      const policy = find(projectPolicy, policyBeside(id));
      if (isUnread(policy)) return policy;
      const roles = policy === 'absent' ? [] : riskyRoles(policy, account);
      const names = roles.map(({ role }) => role).join(', ');
      const above = `${label} has ${words}; the roles of ${account} in folders and other projects are not read.`;
      if (roles.length === 0) return unknown('outside', above);
      const evidence = [...seen, ...roles.map((it) => it.seen)];
      return fail(`${label} gives ${words} to ${account}, which holds ${names}.`, evidence, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },
});
