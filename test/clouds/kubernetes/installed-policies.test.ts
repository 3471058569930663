import { describe, expect, test } from 'vitest';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import type { CalicoPolicy } from '#clouds/kubernetes/calico-network-policy/resource';
import type { CiliumRule } from '#clouds/kubernetes/cilium-network-policy/resource';
import { effects, web } from '../../support/kubernetes/effects.ts';
import { calicoGlobalWith, calicoWith, ciliumClusterwideWith, ciliumWith } from '../../support/kubernetes/policies.ts';

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
    [
      'anybody on some ports',
      { ...all, ingress: [{ fromEntities: ['all'], toPorts: [{}] }] },
      ['open-on-ports / none'],
    ],
    ['ports without peers are open to anybody', { ...all, ingress: [{ toPorts: [{}] }] }, ['open-on-ports / none']],
    ['kinds of ICMP are no more than that', { ...all, egress: [{ icmps: [{}] }] }, ['none / open-on-ports']],
    ['ports of peers', { ...all, egress: [{ toEntities: ['host'], toPorts: [{}] }] }, ['none / isolates']],
    [
      'a network without parts of it',
      { ...all, egress: [{ toCIDRSet: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }] },
      ['none / open'],
    ],
    [
      'a network without most of it',
      { ...all, egress: [{ toCIDRSet: [{ cidr: '0.0.0.0/0', except: ['0.0.0.0/1', '128.0.0.0/2'] }] }] },
      ['none / isolates'],
    ],
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
    const older = web({ serviceAccount: 'app' });
    expect(effects([ciliumClusterwideWith(by('io.cilium.k8s.policy.serviceaccount', 'app'))], older)).toEqual([
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
      'an allowance of ports is open on them',
      { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [80] } }] },
      ['open-on-ports / none'],
    ],
    [
      'ports of the destination say nothing about who it is',
      { egress: [{ action: 'Allow', protocol: 'UDP', destination: { ports: [53] } }] },
      ['none / open-on-ports'],
    ],
    ['a whole protocol is open', { ingress: [{ action: 'Allow', protocol: 'TCP' }] }, ['open / none']],
    ['but not one without ports', { ingress: [{ action: 'Allow', protocol: 'ICMP' }] }, ['open-on-ports / none']],
    ['all networks', { ingress: [{ action: 'Allow', source: { nets: ['0.0.0.0/0'] } }] }, ['open / none']],
    ['one network', { ingress: [{ action: 'Allow', source: { nets: ['10.0.0.0/8'] } }] }, ['isolates / none']],
    [
      'an allowance with a source',
      { ingress: [{ action: 'Allow', source: { selector: 'all()' } }] },
      ['isolates / none'],
    ],
    ['what passes everybody on closes nothing', { ingress: [{ action: 'Pass' }] }, ['open / none']],
    ['a policy before DNAT is for host endpoints', { preDNAT: true, ingress: [{ action: 'Deny' }] }, []],
    ['an untracked policy is for host endpoints', { doNotTrack: true, ingress: [{ action: 'Deny' }] }, []],
    ['a policy that is neither', { preDNAT: false, doNotTrack: false }, ['isolates / none']],
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
