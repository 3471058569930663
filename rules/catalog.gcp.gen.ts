// Written by `npm run gen`. Do not edit.

import gcpFirewallAdminPortOpen from './gcp/compute/gcp-firewall-admin-port-open.ts';

/** The rules on gcp. */
export const gcpRules = [gcpFirewallAdminPortOpen] as const;
