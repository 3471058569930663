import { describe, expect, test } from 'vitest';
import { podPolicies } from '#clouds/kubernetes/network-policy/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import type { NetworkPolicy } from '#clouds/kubernetes/network-policy/resource';
import type { CiliumRule } from '#clouds/kubernetes/cilium-network-policy/resource';
import type { CalicoPolicy } from '#clouds/kubernetes/calico-network-policy/resource';
import type { Resource, Type } from '#model';
import { answerOf } from '../../support/aws/fact.ts';
import { apiWith, namespaceWith } from '../../support/kubernetes/objects.ts';
import {
  applicationPolicyWith,
  calicoGlobalWith,
  calicoWith,
  ciliumClusterwideWith,
  ciliumWith,
  policyWith,
  tieredPolicies,
} from '../../support/kubernetes/policies.ts';
import { podWith, type Spec } from '../../support/kubernetes/workloads.ts';

const groups = ['cilium.io', 'projectcalico.org', 'policy.networking.k8s.io', 'networking.k8s.aws'];
const api = apiWith({ groups: groups.map((name) => ({ name, versions: ['v1'] })) });
const home = namespaceWith('shop', { tier: 'prod' });
const web = (spec: Spec = {}) => podWith('web', spec, { labels: { app: 'web', tier: 'front' } });

/** `ingress / egress` of the policies that have an effect on the pod web of the namespace shop. */
function effects(policies: readonly Resource[], pod = web(), options: { hidden?: readonly Type[] } = {}) {
  const { policies: found, unread } = answerOf(podPolicies, pod, [api, home, ...policies], options);
  return [...found.map(({ ingress, egress }) => `${ingress} / ${egress}`), ...unread.map(({ reason }) => reason)];
}

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
    ['a rule without peers allows any peer', { ingress: [{ from: [], ports: [{ port: 80 }] }] }, ['open / none']],
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

describe('a Cilium policy', () => {
  const all = { endpointSelector: {} };
  test.each<[string, CiliumRule, string[]]>([
    ['no section has no effect', all, []],
    ['an empty section has no effect', { ...all, ingress: [], egress: [] }, []],
    ['a section with an empty rule denies all', { ...all, ingress: [{}] }, ['isolates / none']],
    ['a section for denials isolates too', { ...all, egressDeny: [{}] }, ['none / isolates']],
    [
      'without default deny an allowance does nothing',
      { ...all, ingress: [{}], enableDefaultDeny: { ingress: false } },
      [],
    ],
    [
      'without default deny a denial denies',
      { ...all, ingressDeny: [{}], enableDefaultDeny: { ingress: false } },
      ['denies / none'],
    ],
    [
      'default deny is switched off for one direction only',
      { ...all, ingress: [{}], egress: [{}], enableDefaultDeny: { egress: false } },
      ['isolates / none'],
    ],
    ['all entities are anybody', { ...all, ingress: [{ fromEntities: ['all'] }] }, ['open / none']],
    ['the world is anybody', { ...all, egress: [{ toEntities: ['world'] }] }, ['none / open']],
    ['the cluster is not anybody', { ...all, ingress: [{ fromEntities: ['cluster'] }] }, ['isolates / none']],
    ['all addresses are anybody', { ...all, ingress: [{ fromCIDR: ['0.0.0.0/0'] }] }, ['open / none']],
    ['rules for nodes say nothing about pods', { nodeSelector: {}, ingress: [{}] }, []],
    [
      'labels of the source k8s',
      { endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ingress: [{}] },
      ['isolates / none'],
    ],
    [
      'labels of any source',
      { endpointSelector: { matchLabels: { 'any:app': 'web' } }, ingress: [{}] },
      ['isolates / none'],
    ],
    ['labels of another source', { endpointSelector: { matchLabels: { 'reserved:host': '' } }, ingress: [{}] }, []],
    ['labels that the pod lacks', { endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{}] }, []],
  ])('%s', (_, spec, expected) => {
    expect(effects([ciliumWith({ spec })])).toEqual(expected);
    expect(effects([ciliumClusterwideWith(spec)])).toEqual(expected);
  });

  test('spec and specs count together', () => {
    expect(effects([ciliumWith({ spec: { ...all, ingress: [{}] }, specs: [{ ...all, egress: [{}] }] })])).toEqual([
      'isolates / isolates',
    ]);
  });

  test('a policy of another namespace', () => {
    expect(effects([ciliumWith({ spec: { ...all, ingress: [{}] } }, { namespace: 'other' })])).toEqual([]);
  });

  test('the namespace and its labels are labels of the pod', () => {
    const by = (key: string, value: string): CiliumRule => ({
      endpointSelector: { matchLabels: { [key]: value } },
      ingress: [{}],
    });
    expect(effects([ciliumClusterwideWith(by('k8s:io.kubernetes.pod.namespace', 'shop'))])).toEqual([
      'isolates / none',
    ]);
    expect(effects([ciliumClusterwideWith(by('k8s:io.kubernetes.pod.namespace', 'other'))])).toEqual([]);
    expect(effects([ciliumClusterwideWith(by('io.cilium.k8s.namespace.labels.tier', 'prod'))])).toEqual([
      'isolates / none',
    ]);
    expect(effects([ciliumClusterwideWith(by('io.cilium.k8s.policy.serviceaccount', 'default'))])).toEqual([
      'isolates / none',
    ]);
    expect(
      effects([ciliumClusterwideWith(by('io.cilium.k8s.namespace.labels.tier', 'prod'))], web(), {
        hidden: [namespace],
      }),
    ).toEqual(['denied']);
  });
});

describe('a Calico policy', () => {
  type Calico = NonNullable<CalicoPolicy['spec']>;
  test.each<[string, Calico, string[]]>([
    ['an empty selector takes all, and no rules mean ingress', {}, ['isolates / none']],
    ['all() takes all', { selector: 'all()' }, ['isolates / none']],
    ['labels of the pod', { selector: "app == 'web'" }, ['isolates / none']],
    ['labels that it lacks', { selector: "app == 'db'" }, []],
    ['ingress rules mean ingress', { ingress: [{ action: 'Deny' }] }, ['isolates / none']],
    ['egress rules mean egress', { egress: [{ action: 'Deny' }] }, ['none / isolates']],
    ['both mean both', { ingress: [{ action: 'Deny' }], egress: [{ action: 'Deny' }] }, ['isolates / isolates']],
    ['types decide', { types: ['Egress'], ingress: [{ action: 'Allow' }] }, ['none / isolates']],
    ['an allowance without source is open', { ingress: [{ action: 'Allow' }] }, ['open / none']],
    ['an allowance without destination is open', { egress: [{ action: 'Allow', destination: {} }] }, ['none / open']],
    [
      'an allowance with a source',
      { ingress: [{ action: 'Allow', source: { selector: 'all()' } }] },
      ['isolates / none'],
    ],
    ['passing on is no allowance', { ingress: [{ action: 'Pass' }] }, ['isolates / none']],
    ['a selector that is not understood', { selector: 'app is web' }, ['malformed']],
    ['a selector of service accounts', { serviceAccountSelector: 'all()' }, ['malformed']],
  ])('%s', (_, spec, expected) => {
    expect(effects([calicoWith(spec)])).toEqual(expected);
    expect(effects([calicoGlobalWith(spec)])).toEqual(expected);
  });

  test('a policy of another namespace', () => {
    expect(effects([calicoWith({}, { namespace: 'other' })])).toEqual([]);
  });

  test('a selector of namespaces limits a global policy', () => {
    expect(effects([calicoGlobalWith({ namespaceSelector: "tier == 'prod'" })])).toEqual(['isolates / none']);
    expect(effects([calicoGlobalWith({ namespaceSelector: "tier == 'dev'" })])).toEqual([]);
    expect(effects([calicoGlobalWith({ namespaceSelector: 'all()' })], web(), { hidden: [namespace] })).toEqual([
      'isolates / none',
    ]);
    expect(
      effects([calicoGlobalWith({ namespaceSelector: "tier == 'prod'" })], web(), { hidden: [namespace] }),
    ).toEqual(['denied']);
    expect(effects([calicoGlobalWith({ namespaceSelector: 'tier is prod' })])).toEqual(['malformed']);
  });
});
