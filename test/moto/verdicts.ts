// What a person says who reads the input in clusters.ts, groups.ts and estate.ts, and the titles of the rules; one line
// for each answer: name, key, verdict with the severity of a fail, and the message.

/** By rule: every verdict on clusters, node groups and security groups in both regions. */
export const byHand: Readonly<Record<string, readonly string[]>> = {
  'eks-endpoint-public-cidr-open': [
    'open: fail critical, The API endpoint is open to the whole internet.',
    'halves: fail critical, The API endpoint is open to the whole internet.',
    // A missing list means everyone.
    'listless: fail critical, The API endpoint is open to the whole internet.',
    // 2 ^ 24 addresses, all of them public.
    'wide: fail medium, 16777216 public addresses may call the API.',
    'wide-v6: fail medium, An IPv6 range as wide as /12 may call the API.',
    // 256 addresses are fewer than 65,536.
    'offices: pass',
    // Its list says everyone, but public access is off.
    'closed: pass',
    'silent: unknown, The answer has no resourcesVpcConfig.endpointPublicAccess.',
  ],

  'eks-node-ebs-unencrypted': [
    'plain nodes: fail medium, Not encrypted: 1 volume of nodes.',
    'plain template: fail low, Its launch template turns the encryption of new volumes off.',
    'sealed: pass',
    // Its node carries the tag of a self-managed one.
    'offices nodes: fail medium, Not encrypted: 1 volume of nodes.',
    ...['open', 'halves', 'listless', 'wide', 'wide-v6', 'closed', 'silent'].map(
      (name) => `${name}: not-applicable, it has no nodes outside its managed node groups and no volumes of claims`,
    ),
  ],

  'eks-endpoint-private-access-disabled': [
    'open: fail medium, The API has no private endpoint.',
    ...['halves', 'wide', 'wide-v6', 'offices', 'closed', 'listless'].map((name) => `${name}: pass`),
    'silent: unknown, The answer has no resourcesVpcConfig.endpointPrivateAccess.',
  ],

  'eks-nodes-public-ip': [
    // Both stand in the subnet that is routed to the internet.
    'plain: fail high, Public IPv4 addresses: 1 node.',
    'sealed: fail high, Public IPv4 addresses: 1 node.',
    'offices: fail high, Public IPv4 addresses: 1 node.',
    ...['open', 'halves', 'listless', 'wide', 'wide-v6', 'closed', 'silent'].map(
      (name) => `${name}: not-applicable, it has no nodes outside its managed node groups`,
    ),
  ],

  'sg-ingress-all-ports-open': [
    'everything: fail high, The internet may reach every port; nothing that uses the group has a public address.',
    'database-open: not-applicable, no cluster uses it',
    ...[
      ...['ssh-open', 'etcd-by-list', 'rdp-halves', 'kubelet-v6', 'spare-open', 'ssh-offices', 'ssh-private'],
      ...['default', 'default', 'default', 'default'],
    ].map((name) => `${name}: pass, Some port is closed to the internet in each protocol.`),
  ],

  'sg-ingress-admin-port-open': [
    // On a node with a public address.
    'ssh-open: fail critical, The internet may reach TCP 22.',
    // The same, through a prefix list of both halves of IPv4.
    'etcd-by-list: fail critical, The internet may reach TCP 2379-2380.',
    // On a node without a public address.
    'rdp-halves: fail high, The internet may reach TCP 3389; nothing that uses the group has a public address.',
    // Named by clusters, on no interface.
    'kubelet-v6: fail high, The internet may reach TCP 10250; nothing that uses the group has a public address.',
    'everything: not-applicable, every port is open: sg-ingress-all-ports-open speaks about it',
    'spare-open: fail low, The internet may reach TCP 22; nothing uses the group.',
    // On a machine of no cluster.
    'database-open: not-applicable, no cluster uses it',
    ...['ssh-offices', 'ssh-private', 'default', 'default', 'default', 'default'].map(
      (name) => `${name}: pass, The internet reaches no admin port through its rules.`,
    ),
  ],
};

/** By rule: every verdict on the roles that were made. */
export const rolesByHand: Readonly<Record<string, readonly string[]>> = {
  'eks-node-role-overprivileged': [
    'nodes-admin: fail critical, AdministratorAccess grants every action.',
    'nodes-plain: pass, It has only the policies that a node needs.',
    ...['control', 'pods-any', 'pods-one-namespace', 'pods-named'].map(
      (name) => `${name}: not-applicable, Instances may not assume it.`,
    ),
  ],

  'irsa-trust-wildcard': [
    'pods-any: fail critical, Service accounts of any namespace may assume it: system:serviceaccount:*.',
    'pods-one-namespace: fail medium, Service accounts of one namespace, by a pattern, may assume it: system:serviceaccount:shop:*.',
    'pods-named: pass, Of service accounts it lets in no more than named ones.',
    ...['control', 'nodes-admin', 'nodes-plain'].map(
      (name) => `${name}: not-applicable, No issuer of a cluster may assume it.`,
    ),
  ],
};
