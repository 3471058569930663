import { updateBindingRules } from '#clouds/gcp/gke/cluster/caller-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, fieldMissing, pass } from '#rule';

export default defineRule({
  id: 'gke-insecure-rbac-bindings-allowed',
  on: gkeCluster,
  title: 'A GKE cluster refuses roles for everyone',
  severity: 'medium',
  control: 'anonymous-access-limited',
  why: 'The group system:authenticated is every Google account there is, and system:unauthenticated is everyone else.',
  fix: 'Remove the bindings of such groups that exist, then refuse new ones.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/best-practices/rbac',
    'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#rbacbindingconfig',
  ],
  peers: ['kube-bench:gke-1.9.0/4.1.10', 'kube-bench:gke-1.9.0/4.1.8', 'kube-bench:gke-1.9.0/4.1.9'],

  evaluate({ config }) {
    const said = groups.map(({ field, names }) => ({
      at: `rbacBindingConfig.${field}`,
      names,
      allowed: config.rbacBindingConfig?.[field],
    }));
    const open = said.filter(({ allowed }) => allowed === true);
    const names = open.map((it) => it.names).join(' and ');
    const seen = open.map(({ at }) => seenAt(config, at, false));
    if (open.length > 0) return fail(`Roles may be bound to ${names}.`, seen);
    const untold = said.find(({ allowed }) => allowed !== false);
    return untold ? fieldMissing(untold.at) : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateBindingRules],
    plan(cluster) {
      const refused = Object.fromEntries(groups.map(({ field }) => [field, false]));
      return [updateBindingRules(cluster, { desiredRbacBindingConfig: refused })];
    },
  },
});

const groups = [
  { field: 'enableInsecureBindingSystemUnauthenticated', names: 'system:anonymous and system:unauthenticated' },
  { field: 'enableInsecureBindingSystemAuthenticated', names: 'system:authenticated' },
] as const;
