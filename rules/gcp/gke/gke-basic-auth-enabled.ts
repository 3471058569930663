import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { setMasterAuth } from '#clouds/gcp/gke/cluster/set-actions';
import { minorOf } from '#clouds/gcp/gke/cluster/version-facts';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-basic-auth-enabled',
  on: gkeCluster,
  title: 'Nobody signs in to a GKE cluster with a static password',
  severity: 'critical',
  control: 'cluster-authentication-by-cloud-identity',
  why: 'The static user administers the cluster, its password never expires, and many tools print it.',
  fix: 'Empty the user name, which turns password authentication off, and sign in with Google identities.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/api-server-authentication'],
  peers: ['trivy:AVD-GCP-0064'],

  evaluate({ config: { masterAuth, currentMasterVersion } }) {
    if (masterAuth?.username)
      return fail('A static user name and password open the API.', { at: 'masterAuth.username', actual: 'set' });
    if (masterAuth?.password)
      return fail('A static password opens the API.', { at: 'masterAuth.password', actual: 'set' });
    const minor = minorOf(currentMasterVersion);
    if (minor === undefined) return fieldMissing('currentMasterVersion');
    if (minor >= 19) return notApplicable('Kubernetes 1.19 and later have no static passwords');
    return masterAuth ? pass() : fieldMissing('masterAuth');
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [setMasterAuth],
    plan: (cluster) => [setMasterAuth(cluster, { action: 'SET_USERNAME', update: { username: '' } })],
  },
});
