import { azureCases } from './azure/cases.ts';
import { proveAll } from './prove-all.ts';

proveAll('Azure', azureCases, {
  scope: 'azure-subscription',
  unseen: {
    'Microsoft.Network/virtualNetworks/subnets/join/action':
      'asked for beside the write of a cluster in a subnet of its own',
    'Microsoft.OperationalInsights/workspaces/sharedKeys/action':
      'asked for at the workspace that a diagnostic setting sends to',
  },
});
