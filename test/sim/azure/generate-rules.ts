import type { SecurityRule } from '@azure/arm-network';

/** What a generated group lets in. */
export const ruleVariants = [
  'ssh-from-anywhere',
  'none',
  'rdp-shadowed-by-deny',
  'range-around-ssh',
  'office-only',
  'split-halves',
  'everything',
  'deny-too-late',
  'https-only',
  'ipv6-anywhere',
  'udp-rdp-any',
] as const;
export type RuleVariant = (typeof ruleVariants)[number];

type Draft = Partial<SecurityRule> & { readonly name: string; readonly priority: number };

/** The group's own rules for a variant. */
export function securityRules(groupId: string, variant: RuleVariant): SecurityRule[] {
  return drafts[variant].map((draft) => ({
    id: `${groupId}/securityRules/${draft.name}`,
    type: 'Microsoft.Network/networkSecurityGroups/securityRules',
    etag: `W/"${draft.name}"`,
    ...rule(draft),
  }));
}

const deny = { access: 'Deny', sourceAddressPrefix: '*', destinationPortRange: '*', protocol: '*' } as const;

const drafts: Readonly<Record<RuleVariant, readonly Draft[]>> = {
  none: [],
  'ssh-from-anywhere': [{ name: 'ssh', priority: 1000, sourceAddressPrefix: 'Internet', destinationPortRange: '22' }],
  'rdp-shadowed-by-deny': [
    {
      name: 'block',
      priority: 200,
      access: 'Deny',
      protocol: '*',
      sourceAddressPrefix: 'Internet',
      destinationPortRange: '3389',
    },
    { name: 'rdp', priority: 300, sourceAddressPrefix: '*', destinationPortRange: '3389' },
  ],
  'range-around-ssh': [
    { name: 'low-ports', priority: 400, sourceAddressPrefix: '0.0.0.0/0', destinationPortRanges: ['20-25', '443'] },
  ],
  'office-only': [
    {
      name: 'office',
      priority: 500,
      sourceAddressPrefixes: ['198.51.100.0/24', '203.0.113.7'],
      destinationPortRange: '22',
    },
  ],
  'split-halves': [
    {
      name: 'halves',
      priority: 600,
      sourceAddressPrefixes: ['0.0.0.0/1', '128.0.0.0/1'],
      destinationPortRange: '3389',
    },
  ],
  everything: [{ name: 'all', priority: 700, protocol: '*', sourceAddressPrefix: 'Any', destinationPortRange: '*' }],
  'deny-too-late': [
    { name: 'ssh', priority: 800, sourceAddressPrefix: '*', destinationPortRange: '22' },
    { ...deny, name: 'deny-all', priority: 4096 },
  ],
  'https-only': [{ name: 'https', priority: 900, sourceAddressPrefix: 'Internet', destinationPortRange: '443' }],
  'ipv6-anywhere': [{ name: 'ssh6', priority: 1100, sourceAddressPrefix: '::/0', destinationPortRange: '22' }],
  'udp-rdp-any': [
    { name: 'rdp-udp', priority: 1200, protocol: 'Udp', sourceAddressPrefix: '*', destinationPortRange: '3389' },
    { name: 'vnet', priority: 1300, sourceAddressPrefix: 'VirtualNetwork', destinationPortRange: '22' },
  ],
};

/**
 * The six rules that Azure adds to each group.
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
 */
export function defaultRules(groupId: string): SecurityRule[] {
  const defaults: readonly Draft[] = [
    {
      name: 'AllowVnetInBound',
      priority: 65000,
      sourceAddressPrefix: 'VirtualNetwork',
      destinationAddressPrefix: 'VirtualNetwork',
    },
    { name: 'AllowAzureLoadBalancerInBound', priority: 65001, sourceAddressPrefix: 'AzureLoadBalancer' },
    { name: 'DenyAllInBound', priority: 65500, access: 'Deny' },
    {
      name: 'AllowVnetOutBound',
      priority: 65000,
      direction: 'Outbound',
      sourceAddressPrefix: 'VirtualNetwork',
      destinationAddressPrefix: 'VirtualNetwork',
    },
    { name: 'AllowInternetOutBound', priority: 65001, direction: 'Outbound', destinationAddressPrefix: 'Internet' },
    { name: 'DenyAllOutBound', priority: 65500, access: 'Deny', direction: 'Outbound' },
  ];
  return defaults.map((draft) => ({
    id: `${groupId}/defaultSecurityRules/${draft.name}`,
    type: 'Microsoft.Network/networkSecurityGroups/defaultSecurityRules',
    ...rule({ protocol: '*', sourceAddressPrefix: '*', destinationPortRange: '*', ...draft }),
  }));
}

function rule(draft: Draft): SecurityRule {
  return {
    protocol: 'Tcp',
    access: 'Allow',
    direction: 'Inbound',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    provisioningState: 'Succeeded',
    ...draft,
  };
}
