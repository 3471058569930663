import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { choiceOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateAnonymousAuthentication } from '#clouds/gcp/gke/cluster/caller-actions';
import { defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-anonymous-auth-open',
  on: gkeCluster,
  title: 'A GKE cluster takes requests without an identity for health checks only',
  severity: 'low',
  control: 'api-closed-to-anonymous-callers',
  why: 'One careless binding to the anonymous user opens the cluster to everyone who reaches its API.',
  fix: 'Limit anonymous authentication to health checks; upgrade a control plane that cannot do so first.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
    'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#anonymousauthenticationconfig',
  ],
  peers: ['kube-bench:gke-1.9.0/4.1.8'],

  evaluate({ config }) {
    const mode = choiceOf(config.anonymousAuthenticationConfig?.mode, at, ['ENABLED', 'LIMITED']);
    if (isUnread(mode)) return mode;
    if (mode === 'LIMITED') return pass();
    return fail('Requests without an identity are taken on all paths.', seenAt(config, at, 'LIMITED'));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAnonymousAuthentication],
    plan: (cluster) => [
      updateAnonymousAuthentication(cluster, { desiredAnonymousAuthenticationConfig: { mode: 'LIMITED' } }),
    ],
  },
});

const at = 'anonymousAuthenticationConfig.mode';
