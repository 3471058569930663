import { describe, expect, test } from 'vitest';
import type { TieredPeer, TieredRule } from '#clouds/kubernetes/cluster-network-policy/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import type { NetworkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { effects, web } from '../../support/kubernetes/effects.ts';
import { applicationPolicyWith, policyWith, tieredPolicies } from '../../support/kubernetes/policies.ts';

type Plain = NonNullable<NetworkPolicy['spec']>;

describe('a network policy', () => {
  test.each<[string, Plain, string[]]>([
    ['an empty selector takes all pods of the namespace', { podSelector: {} }, ['isolates / none']],
    ['a missing selector takes all pods', {}, ['isolates / none']],
    ['labels that the pod has', { podSelector: { matchLabels: { app: 'web' } } }, ['isolates / none']],
    ['labels that the pod lacks', { podSelector: { matchLabels: { app: 'db' } } }, []],
    ['missing types mean ingress', { ingress: [] }, ['isolates / none']],
    [
      'missing types mean egress too where there is an egress rule',
      { egress: [{ to: [{ podSelector: {} }] }] },
      ['isolates / isolates'],
    ],
    ['an empty list of egress rules is none', { egress: [] }, ['isolates / none']],
    ['types decide, whatever rules there are', { policyTypes: ['Egress'], ingress: [{}] }, ['none / isolates']],
    ['no rules deny all', { policyTypes: ['Ingress', 'Egress'] }, ['isolates / isolates']],
    ['an empty rule allows all', { ingress: [{}] }, ['open / none']],
    [
      'a rule without peers allows any peer on its ports',
      { ingress: [{ from: [], ports: [{ port: 80 }] }] },
      ['open-on-ports / none'],
    ],
    [
      'a rule without ports allows any port of its peers',
      { ingress: [{ from: [{ podSelector: {} }] }] },
      ['isolates / none'],
    ],
    ['all namespaces are not anybody', { ingress: [{ from: [{ namespaceSelector: {} }] }] }, ['isolates / none']],
    [
      'a block of all addresses is anybody',
      { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] },
      ['open / none'],
    ],
    [
      'what a block excepts is taken away',
      { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['0.0.0.0/1', '128.0.0.0/2'] } }] }] },
      ['isolates / none'],
    ],
    [
      'one open rule of two opens',
      { policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }, {}] },
      ['none / open'],
    ],
  ])('%s', (_, spec, expected) => {
    expect(effects([policyWith(spec)])).toEqual(expected);
    expect(effects([applicationPolicyWith(spec)])).toEqual(expected);
  });

  test('all parts of a selector have to hold', () => {
    const matchExpressions = [
      { key: 'app', operator: 'In', values: ['web', 'api'] },
      { key: 'app', operator: 'NotIn', values: ['db'] },
      { key: 'missing', operator: 'NotIn', values: ['x'] },
      { key: 'tier', operator: 'Exists' },
      { key: 'missing', operator: 'DoesNotExist' },
    ];
    expect(effects([policyWith({ podSelector: { matchExpressions } })])).toEqual(['isolates / none']);
    for (const wrong of [
      { key: 'app', operator: 'In', values: ['db'] },
      { key: 'app', operator: 'NotIn', values: ['web'] },
      { key: 'missing', operator: 'In', values: ['x'] },
      { key: 'missing', operator: 'Exists' },
      { key: 'tier', operator: 'DoesNotExist' },
      { key: 'toString', operator: 'Exists' },
      { key: 'app', operator: 'Like', values: ['web'] },
    ]) {
      const selector = { matchLabels: { app: 'web' }, matchExpressions: [wrong] };
      expect(effects([policyWith({ podSelector: selector })])).toEqual([]);
    }
  });

  test('a policy of another namespace', () => {
    expect(effects([policyWith({}, { namespace: 'other' })])).toEqual([]);
  });

  test("pods on the host's network are never selected", () => {
    expect(effects([policyWith({})], web({ hostNetwork: true }))).toEqual([]);
  });
});

describe('a policy with explicit actions', () => {
  const everywhere = { namespaces: {} };

  test.each(Object.entries(tieredPolicies))('only its denials restrict: %s', (_, policy) => {
    expect(effects([policy({ subject: everywhere, ingress: [{ action: 'Allow' }, { action: 'Deny' }] })])).toEqual([
      'denies / none',
    ]);
    expect(effects([policy({ subject: everywhere, egress: [{ action: 'Deny' }] })])).toEqual(['none / denies']);
    expect(
      effects([policy({ subject: everywhere, ingress: [{ action: 'Accept' }], egress: [{ action: 'Pass' }] })]),
    ).toEqual([]);
  });

  test.each<[string, readonly TieredRule[], string]>([
    ['all namespaces', [{ action: 'Deny', from: [{ namespaces: {} }] }], 'denies-all / none'],
    ['all pods of all namespaces', [{ action: 'Deny', from: [{ pods: { podSelector: {} } }] }], 'denies-all / none'],
    [
      'some namespaces',
      [{ action: 'Deny', from: [{ namespaces: { matchLabels: { tier: 'dev' } } }] }],
      'denies / none',
    ],
    [
      'some pods of all namespaces',
      [{ action: 'Deny', from: [{ pods: { podSelector: { matchLabels: { app: 'web' } } } }] }],
      'denies / none',
    ],
    [
      'a port',
      [{ action: 'Deny', from: [{ namespaces: {} }], ports: [{ portNumber: { port: 80 } }] }],
      'denies / none',
    ],
    ['a protocol', [{ action: 'Deny', from: [{ namespaces: {} }], protocols: [{ tcp: {} }] }], 'denies / none'],
    [
      'what an exception leaves',
      [
        { action: 'Accept', from: [{ namespaces: { matchLabels: { tier: 'prod' } } }] },
        { action: 'Deny', from: [{ namespaces: {} }] },
      ],
      'denies-all / none',
    ],
    [
      'nobody, since an earlier rule lets everybody through',
      [
        { action: 'Accept', from: [{ namespaces: {} }] },
        { action: 'Deny', from: [{ namespaces: {} }] },
      ],
      'denies / none',
    ],
  ])('denied is %s', (_, ingress, expected) => {
    expect(effects([tieredPolicies.clusterNetworkPolicy({ subject: everywhere, ingress })])).toEqual([expected]);
  });

  test('on the way out networks are peers of their own', () => {
    const out = (...to: readonly TieredPeer[]) =>
      effects([tieredPolicies.clusterNetworkPolicy({ subject: everywhere, egress: [{ action: 'Deny', to }] })]);
    expect(out({ namespaces: {} }, { networks: ['0.0.0.0/1', '128.0.0.0/1'] })).toEqual(['none / denies-all']);
    expect(out({ namespaces: {} })).toEqual(['none / denies']);
    expect(out({ networks: ['0.0.0.0/0'] })).toEqual(['none / denies']);
    expect(out({ namespaces: {} }, { networks: ['10.0.0.0/8'] })).toEqual(['none / denies']);
  });

  const deny = [{ action: 'Deny' }];
  const wide = tieredPolicies.clusterNetworkPolicy;

  test('the subject is namespaces by their labels', () => {
    const by = (matchLabels: Record<string, string>) =>
      wide({ subject: { namespaces: { matchLabels } }, ingress: deny });
    expect(effects([by({ tier: 'prod' })])).toEqual(['denies / none']);
    expect(effects([by({ 'kubernetes.io/metadata.name': 'shop' })])).toEqual(['denies / none']);
    expect(effects([by({ tier: 'dev' })])).toEqual([]);
  });

  test('or pods by their labels and those of their namespace', () => {
    const pods = (app: string, tier: string) =>
      wide({
        subject: {
          pods: { namespaceSelector: { matchLabels: { tier } }, podSelector: { matchLabels: { app } } },
        },
        ingress: deny,
      });
    expect(effects([pods('web', 'prod')])).toEqual(['denies / none']);
    expect(effects([pods('db', 'prod')])).toEqual([]);
    expect(effects([pods('web', 'dev')])).toEqual([]);
  });

  test('a policy without a subject takes nothing', () => {
    expect(effects([wide({ ingress: deny })])).toEqual([]);
  });

  test('labels of a namespace that was not read', () => {
    const policy = wide({ subject: { namespaces: { matchLabels: { tier: 'prod' } } }, ingress: deny });
    expect(effects([policy], web(), { hidden: [namespace] })).toEqual(['denied']);
    expect(effects([wide({ subject: everywhere, ingress: deny })], web(), { hidden: [namespace] })).toEqual([
      'denies / none',
    ]);
  });
});
