import gcpFirewallAdminPortOpen from '#rules/gcp/compute/gcp-firewall-admin-port-open';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import type { ContractCase } from '../prove.ts';
import { gcpStand } from './stand.ts';

export const gcpCases: readonly ContractCase[] = [
  {
    rule: gcpFirewallAdminPortOpen,
    proves: ['gcp.switch-firewall'],
    // A network's effective firewalls hold a copy of each of its rules.
    echoes: ['gcp.effective-firewalls'],
    open: () => gcpStand(generateGcpEstate({ seed: 7, clusters: 12 })),
  },
];
