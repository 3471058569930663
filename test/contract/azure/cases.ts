import aksApiPublicUnrestricted from '#rules/azure/aks/aks-api-public-unrestricted';
import azureNsgAdminPortOpen from '#rules/azure/network/azure-nsg-admin-port-open';
import { estateOf } from '../../clouds/azure/audit.ts';
import type { ContractCase } from '../prove.ts';
import { azureStand } from './stand.ts';

/** Every way to open an API server and every way to open a port is in it. */
const estate = () => estateOf({ seed: 7, clusters: 11 });

export const azureCases: readonly ContractCase[] = [
  {
    rule: aksApiPublicUnrestricted,
    proves: ['aks.update-authorized-ranges'],
    params: { allowedCidrs: ['198.51.100.0/24', '203.0.113.7/32'] },
    open: () => azureStand(estate()),
  },
  {
    rule: azureNsgAdminPortOpen,
    proves: ['azure.put-security-rule', 'azure.delete-security-rule'],
    open: () => azureStand(estate()),
  },
];
