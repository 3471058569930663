import type { compute_v1 } from '@googleapis/compute';
import type { EffectivePolicy, RegionalEffectivePolicy } from './estate.ts';

/** What a generated network lets in. */
export const firewallVariants = [
  'default-network',
  'none',
  'ssh-from-anywhere',
  'deny-before-allow',
  'only-tagged',
  'only-service-account',
  'range-around-rdp',
  'disabled',
  'ipv6-anywhere',
  'source-tags',
  'everything',
  'split-halves',
] as const;
export type FirewallVariant = (typeof firewallVariants)[number];

type Draft = compute_v1.Schema$Firewall & { readonly name: string };

/** The rules of one network for a variant. */
export function firewallsOf(
  projectId: string,
  network: string,
  variant: FirewallVariant,
): compute_v1.Schema$Firewall[] {
  const base = `https://www.googleapis.com/compute/v1/projects/${projectId}/global`;
  return drafts[variant].map((draft) => {
    const name = `${network}-${draft.name}`;
    return {
      kind: 'compute#firewall',
      priority: 1000,
      direction: 'INGRESS',
      disabled: false,
      logConfig: { enable: false },
      ...draft,
      name,
      network: `${base}/networks/${network}`,
      selfLink: `${base}/firewalls/${name}`,
    };
  });
}

const tcp = (...ports: string[]): compute_v1.Schema$Firewall['allowed'] => [{ IPProtocol: 'tcp', ports }];
const anywhere = ['0.0.0.0/0'];

const drafts: Readonly<Record<FirewallVariant, readonly Draft[]>> = {
  none: [],
  'default-network': [
    { name: 'allow-internal', priority: 65534, sourceRanges: ['10.128.0.0/9'], allowed: [{ IPProtocol: 'all' }] },
    { name: 'allow-ssh', priority: 65534, sourceRanges: anywhere, allowed: tcp('22') },
    { name: 'allow-rdp', priority: 65534, sourceRanges: anywhere, allowed: tcp('3389') },
    { name: 'allow-icmp', priority: 65534, sourceRanges: anywhere, allowed: [{ IPProtocol: 'icmp' }] },
  ],
  'ssh-from-anywhere': [{ name: 'ssh', sourceRanges: anywhere, allowed: tcp('22') }],
  'deny-before-allow': [
    { name: 'deny', priority: 900, sourceRanges: anywhere, denied: tcp('22') ?? [] },
    { name: 'allow', priority: 1000, sourceRanges: anywhere, allowed: tcp('22') },
  ],
  'only-tagged': [{ name: 'bastion', sourceRanges: anywhere, allowed: tcp('22'), targetTags: ['bastion'] }],
  'only-service-account': [
    {
      name: 'ops',
      sourceRanges: anywhere,
      allowed: tcp('22'),
      targetServiceAccounts: ['ops@shop.iam.gserviceaccount.com'],
    },
  ],
  'range-around-rdp': [{ name: 'high', sourceRanges: anywhere, allowed: tcp('3000-4000', '443') }],
  disabled: [{ name: 'off', disabled: true, sourceRanges: anywhere, allowed: tcp('22') }],
  'ipv6-anywhere': [{ name: 'six', sourceRanges: ['::/0'], allowed: tcp('22') }],
  'source-tags': [{ name: 'from-web', sourceTags: ['web'], allowed: tcp('22') }],
  everything: [{ name: 'all', sourceRanges: anywhere, allowed: [{ IPProtocol: 'all' }] }],
  'split-halves': [
    { name: 'halves', sourceRanges: ['0.0.0.0/1', '128.0.0.0/1'], allowed: tcp('3389') },
    { name: 'out', direction: 'EGRESS', destinationRanges: anywhere, allowed: [{ IPProtocol: 'all' }] },
  ],
};

/** A folder's policy: SSH is left to the levels below, Telnet is denied, and on every third network SSH too. */
export function hierarchicalPolicies(turn: number): EffectivePolicy[] {
  const rules = [
    rule(100, 'goto_next', ['22'], ['0.0.0.0/0']),
    rule(200, 'deny', ['23'], ['0.0.0.0/0']),
    ...(turn % 3 === 2 ? [rule(50, 'deny', ['22', '3389'], ['0.0.0.0/0'])] : []),
  ];
  return [
    {
      type: 'HIERARCHY',
      name: '385104041262',
      shortName: 'folder-baseline',
      displayName: 'folder-baseline',
      priority: 1000,
      rules,
    },
  ];
}

/** A global network policy on every fourth network. */
export function networkPolicies(turn: number): EffectivePolicy[] {
  if (turn % 4 !== 1) return [];
  const rules = [rule(1000, 'allow', ['22'], ['0.0.0.0/0']), rule(2147483647, 'goto_next', [], ['0.0.0.0/0'])];
  return [{ type: 'NETWORK', name: 'network-policy', priority: 1000, rules }];
}

/** A regional network policy that opens RDP. */
export function regionalPolicies(): RegionalEffectivePolicy[] {
  return [{ type: 'NETWORK_REGIONAL', name: 'regional-policy', rules: [rule(500, 'allow', ['3389'], ['0.0.0.0/0'])] }];
}

function rule(
  priority: number,
  action: string,
  ports: string[],
  srcIpRanges: string[],
): compute_v1.Schema$FirewallPolicyRule {
  const layer4Configs = [ports.length > 0 ? { ipProtocol: 'tcp', ports } : { ipProtocol: 'all' }];
  return {
    kind: 'compute#firewallPolicyRule',
    priority,
    action,
    direction: 'INGRESS',
    disabled: false,
    match: { srcIpRanges, layer4Configs },
  };
}
