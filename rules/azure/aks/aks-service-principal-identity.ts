import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { defineRule, fail, fieldMissing, pass } from '#rule';

export default defineRule({
  id: 'aks-service-principal-identity',
  on: aksCluster,
  title: 'An AKS cluster acts with a managed identity',
  severity: 'medium',
  control: 'cluster-role-least-privilege',
  why: 'The secret of a service principal lies on each node, works from anywhere, and stops the cluster when it expires.',
  fix: 'Give a managed identity the roles of the service principal, move the cluster to it, then upgrade the image of each pool. There is no way back.',
  references: ['https://learn.microsoft.com/azure/aks/use-managed-identity'],

  evaluate({ config }) {
    const type = config.identity?.type?.toLowerCase() ?? 'none';
    const clientId = config.servicePrincipalProfile?.clientId;
    if (type !== 'none' || clientId?.toLowerCase() === 'msi') return pass();
    if (!clientId) return fieldMissing(config.identity ? 'servicePrincipalProfile.clientId' : 'identity');
    const seen = { at: 'servicePrincipalProfile.clientId', actual: clientId, expected: 'msi' };
    return fail(`The cluster acts with the secret of the service principal ${clientId}.`, seen);
  },
});
