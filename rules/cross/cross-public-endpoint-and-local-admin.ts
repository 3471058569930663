import { z } from 'zod';
import { closingActions, planClosing } from '#clouds/managed-cluster/closing-actions';
import { staticAccess, type StaticAccess } from '#clouds/managed-cluster/credential-facts';
import { openToStaticCredentials } from '#clouds/managed-cluster/endpoint-facts';
import { managedClusters } from '#clouds/managed-cluster/resource';
import { cidrList } from '#lib/params';
import { defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'cross-public-endpoint-and-local-admin',
  on: managedClusters,
  uses: [openToStaticCredentials, staticAccess],
  title: 'An API that the internet can reach takes no static credentials',
  severity: 'high',
  grades: ['critical'],
  control: 'cluster-authentication-by-cloud-identity',
  why: 'Whoever finds such a credential uses it from anywhere, and no sign-in, second factor or expiry stops it.',
  fix: 'Close the endpoint to unknown networks first, then retire the credential: access by roles on EKS, local accounts disabled on AKS, neither password nor client certificate on GKE.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    'https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/api-server-authentication',
  ],
  params: z.object({ allowedCidrs: cidrList() }),

  evaluate(cluster, { fact }) {
    const open = fact(openToStaticCredentials, cluster);
    if (!isUnread(open) && open.is === 'closed')
      return passBecause('No endpoint that takes static credentials is open to the internet.');
    const held = fact(staticAccess, cluster);
    if (held === undefined) return passBecause('No static credential was found.');
    if (isUnread(held)) return held;
    if (isUnread(open)) return open;
    const message = `The API endpoint is open to the internet, and ${wordsOf(held)}.`;
    const seen = [open.seen, ...held.seen];
    return fail(message, seen, { grade: held.is === 'password' ? ('critical' as const) : undefined });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: closingActions,
    plan: (cluster, { params: { allowedCidrs } }) => planClosing(cluster, allowedCidrs),
  },
});

function wordsOf({ is, users }: StaticAccess): string {
  if (is === 'users') return `IAM users may sign in: ${users.join(', ')}`;
  return words[is];
}

const words = {
  'local-accounts': 'the cluster hands out local credentials of cluster-admin',
  password: 'a static password opens it',
  certificate: 'a client certificate was issued',
};
