import { issuedCertificate } from '#clouds/gcp/gke/cluster/client-certificate-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { roleBinding } from '#clouds/kubernetes/role-binding/resource';
import { defineRule, fail, isMissed, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-client-certificate-issued',
  on: gkeCluster,
  uses: [clusterRoleBinding, roleBinding],
  title: 'A GKE cluster has issued no client certificate that never leaves',
  severity: 'medium',
  grades: ['high'],
  control: 'cluster-authentication-by-cloud-identity',
  why: 'Whoever holds the certificate stays the user client until the credentials of the whole cluster are rotated.',
  fix: 'Rotate the credentials of the cluster, or build it anew without a client certificate.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/credential-rotation'],
  peers: ['kube-bench:gke-1.9.0/5.8.1', 'kubescape:C-0286', 'trivy:AVD-GCP-0064'],

  evaluate({ id, config }, { listAll }) {
    const issued = issuedCertificate(config);
    if (isUnread(issued)) return issued;
    if (issued === undefined) return pass();
    if (config.legacyAbac?.enabled === true) {
      const abac = { at: 'legacyAbac.enabled', actual: true, expected: false };
      const everything = 'A client certificate was issued, and the legacy authorizer lets it do everything.';
      return fail(everything, [issued, abac], { grade: 'high' });
    }
    const subject = 'User:client';
    const listed = [listAll(clusterRoleBinding, { subject }), listAll(roleBinding, { subject })];
    const bindings = listed.flatMap(({ items }): readonly (typeof items)[number][] => items);
    const binding = bindings.find((it) => it.id.startsWith(`${id}/`));
    if (!binding) {
      return listed.map(({ unread }) => unread).find(isMissed) ?? fail('A client certificate was issued.', issued);
    }
    const bound = { at: `${binding.id}#subjects`, actual: binding.config.subjects };
    const message = `A client certificate was issued, and ${binding.name} gives its user rights.`;
    return fail(message, [issued, bound], { grade: 'high' });
  },
});
