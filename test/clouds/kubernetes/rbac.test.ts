import { describe, expect, test } from 'vitest';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import {
  allows,
  bindingGrant,
  grantedRules,
  type Binding,
  type PolicyRule,
  type Wish,
} from '#clouds/kubernetes/rbac/facts';
import { isSystemImage } from '#clouds/kubernetes/image/system-registry-facts';
import type { Resource } from '#model';
import { isUnread } from '#rule';
import { answerOf } from '../../support/aws/fact.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, roleWith } from '../../support/kubernetes/rbac.ts';
import { stored } from '../../support/kubernetes/workloads.ts';

const rule = (
  verbs: string[],
  resources: string[],
  apiGroups: string[] = [''],
  resourceNames?: string[],
): PolicyRule => ({
  verbs,
  resources,
  apiGroups,
  ...(resourceNames && { resourceNames }),
});

describe('what a rule allows', () => {
  const read: Wish = { verb: 'get', group: '', resource: 'secrets' };
  const exec: Wish = { verb: 'create', group: '', resource: 'pods/exec' };

  test.each<[string, PolicyRule, Wish, boolean]>([
    ['the verb, the group and the resource', rule(['get'], ['secrets']), read, true],
    ['every verb', rule(['*'], ['secrets']), read, true],
    ['another verb', rule(['list'], ['secrets']), read, false],
    ['every group', rule(['get'], ['secrets'], ['*']), read, true],
    ['another group', rule(['get'], ['secrets'], ['apps']), read, false],
    ['every resource', rule(['get'], ['*']), read, true],
    ['another resource', rule(['get'], ['pods']), read, false],
    ['a resource does not include its subresources', rule(['create'], ['pods']), exec, false],
    ['a subresource', rule(['create'], ['pods/exec']), exec, true],
    ['a subresource of every resource', rule(['create'], ['*/exec']), exec, true],
    ['another subresource of every resource', rule(['create'], ['*/log']), exec, false],
    ['every resource includes subresources', rule(['create'], ['*']), exec, true],
    ['a wildcard behind a resource matches nothing', rule(['create'], ['pods/*']), exec, false],
    ['names limit a listing', rule(['list'], ['secrets'], [''], ['a']), { ...read, verb: 'list' }, false],
    ['one of the names', rule(['get'], ['secrets'], [''], ['a', 'b']), { ...read, name: 'b' }, true],
    ['another name', rule(['get'], ['secrets'], [''], ['a']), { ...read, name: 'c' }, false],
    ['an empty list of names limits nothing', rule(['get'], ['secrets'], [''], []), read, true],
    ['creation carries no name', rule(['create'], ['secrets'], [''], ['a']), { ...read, verb: 'create' }, false],
    [
      'creation of a subresource carries the name of its object',
      rule(['create'], ['serviceaccounts/token'], [''], ['web']),
      { verb: 'create', group: '', resource: 'serviceaccounts/token', name: 'web' },
      true,
    ],
    ['a rule for paths', { verbs: ['get'], nonResourceURLs: ['*'] }, read, false],
  ])('%s', (_, given, wish, expected) => {
    expect(allows(given, wish)).toBe(expected);
  });
});

const rulesOf = (binding: Binding, beside: readonly Resource[]) => {
  const rules = answerOf(grantedRules, binding, beside);
  return isUnread(rules) ? rules : rules.map((it) => it.rule);
};

describe('what a binding grants', () => {
  const readers = [rule(['get'], ['pods'])];
  const writers = [rule(['update'], ['pods'])];

  test('a cluster role binding holds everywhere', () => {
    const binding = clusterBindingWith('ops', ['User:jo'], { role: 'reader' });
    const grant = answerOf(bindingGrant, binding);
    expect(rulesOf(binding, [clusterRoleWith('reader', readers)])).toEqual(readers);
    expect(grant).toMatchObject({
      namespace: undefined,
      where: 'the cluster',
      provider: 'eks',
    });
  });

  test('a role binding is limited to its namespace, also for a cluster role', () => {
    const binding = bindingWith('ops', ['User:jo'], { role: 'ClusterRole/reader' });
    const grant = answerOf(bindingGrant, binding);
    expect(rulesOf(binding, [clusterRoleWith('reader', readers)])).toEqual(readers);
    expect(grant).toMatchObject({
      namespace: 'shop',
      where: 'the namespace shop',
    });
  });

  test('a role of the same name in another namespace is another one', () => {
    const binding = bindingWith('ops', ['User:jo'], { role: 'Role/reader' });
    expect(rulesOf(binding, [roleWith('reader', readers)])).toEqual(readers);
    expect(rulesOf(binding, [roleWith('reader', readers, { namespace: 'other' })])).toEqual([]);
  });

  test('a role that does not exist grants nothing', () => {
    expect(rulesOf(clusterBindingWith('ops', [], { role: 'ghost' }), [])).toEqual([]);
  });

  test('each rule tells the role that holds it', () => {
    const aggregate = { clusterRoleSelectors: [{ matchLabels: { 'aggregate-to-ops': 'true' } }] };
    const own = clusterRoleWith('reader', readers);
    const part = clusterRoleWith('part', writers, { metadata: { labels: { 'aggregate-to-ops': 'true' } } });
    const manifest = clusterRoleWith('ops', [], { aggregationRule: aggregate });
    const ofOwn = answerOf(grantedRules, clusterBindingWith('ops', [], { role: 'reader' }), [own]);
    const ofParts = answerOf(grantedRules, clusterBindingWith('ops', [], { role: 'ops' }), [manifest, part]);
    expect(ofOwn).toMatchObject([{ at: `${own.id}#rules[0]` }]);
    expect(ofParts).toMatchObject([{ at: `${part.id}#rules[0]` }]);
  });

  test('a role that was not read is unknown', () => {
    const rules = answerOf(grantedRules, clusterBindingWith('ops', []), [], { hidden: [clusterRole] });
    expect(isUnread(rules)).toBe(true);
  });

  test('subjects are service accounts, users and groups, and a user can be a service account', () => {
    const texts = ['ServiceAccount:shop/web', 'User:jo', 'Group:ops', 'User:system:serviceaccount:shop:api'];
    const { subjects } = answerOf(bindingGrant, clusterBindingWith('ops', texts), []);
    expect(subjects).toEqual([
      { text: 'ServiceAccount:shop/web', at: 'subjects[0]' },
      { text: 'User:jo', at: 'subjects[1]' },
      { text: 'Group:ops', at: 'subjects[2]' },
      { text: 'ServiceAccount:shop/api', at: 'subjects[3]' },
    ]);
  });

  test('of an aggregated role the rules are those that the controller keeps', () => {
    const aggregate = { clusterRoleSelectors: [{ matchLabels: { 'aggregate-to-ops': 'true' } }] };
    const part = clusterRoleWith('part', writers, { metadata: { labels: { 'aggregate-to-ops': 'true' } } });
    const binding = clusterBindingWith('ops', [], { role: 'ops' });
    const live = clusterRoleWith('ops', readers, { aggregationRule: aggregate, metadata: stored });
    expect(rulesOf(binding, [live, part])).toEqual(readers);
  });

  test('of an aggregated role that was never in a cluster they are the union of its parts', () => {
    const aggregate = { clusterRoleSelectors: [{ matchLabels: { 'aggregate-to-ops': 'true' } }] };
    const part = clusterRoleWith('part', writers, { metadata: { labels: { 'aggregate-to-ops': 'true' } } });
    const other = clusterRoleWith('other', readers);
    const binding = clusterBindingWith('ops', [], { role: 'ops' });
    const manifest = clusterRoleWith('ops', [], { aggregationRule: aggregate });
    expect(rulesOf(binding, [manifest, part, other])).toEqual(writers);
  });

  test('a part of such a role may be aggregated in turn, and both may be parts of each other', () => {
    const [ops, half] = ['to-ops', 'to-half'].map((label) => ({
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] },
    }));
    const manifests = [
      clusterRoleWith('ops', readers, { ...ops, metadata: { labels: { 'to-half': 'true' } } }),
      clusterRoleWith('half', readers, { ...half, metadata: { labels: { 'to-ops': 'true' } } }),
      clusterRoleWith('part', writers, { metadata: { labels: { 'to-half': 'true' } } }),
    ];
    expect(rulesOf(clusterBindingWith('ops', [], { role: 'ops' }), manifests)).toEqual(writers);
  });

  test.each(['uid', 'resourceVersion', 'creationTimestamp'] as const)('without %s it was in none', (key) => {
    const aggregate = { clusterRoleSelectors: [{ matchLabels: { 'aggregate-to-ops': 'true' } }] };
    const part = clusterRoleWith('part', writers, { metadata: { labels: { 'aggregate-to-ops': 'true' } } });
    const binding = clusterBindingWith('ops', [], { role: 'ops' });
    const written = clusterRoleWith('ops', [], { aggregationRule: aggregate, metadata: { ...stored, [key]: '' } });
    expect(rulesOf(binding, [written, part])).toEqual(writers);
  });

  test('the provider is told by the id of the cluster', () => {
    const providers = Object.values(clusters).map(
      (cluster) => answerOf(bindingGrant, clusterBindingWith('ops', [], { cluster }), []).provider,
    );
    expect(providers).toEqual(['eks', 'aks', 'gke', undefined]);
  });
});

test.each([
  ['602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/coredns:v1', 'eks', true],
  ['602401143452.dkr.ecr.a.b.amazonaws.com/eks/coredns:v1', 'eks', false],
  ['602401143452.dkr.ecr..amazonaws.com/eks/coredns:v1', 'eks', false],
  ['public.ecr.aws/eks/pause:3', 'eks', true],
  ['public.ecr.aws/eks-evil/pause:3', 'eks', false],
  ['public.ecr.aws/eks', 'eks', false],
  ['mcr.microsoft.com/oss/kubernetes/coredns:1', 'aks', true],
  ['mcr.microsoft.com/oss/kubernetes/coredns:1', 'gke', false],
  ['gke.gcr.io/kube-proxy:1', 'gke', true],
  ['europe-docker.pkg.dev/gke-release/agent:1', 'gke', true],
  ['europe-docker.pkg.dev/other/agent:1', 'gke', false],
  ['registry.k8s.io/coredns:1', undefined, true],
  ['coredns:1', undefined, false],
  ['gke.gcr.io/kube-proxy:1', undefined, false],
] as const)('whether %s is an image of %s or of Kubernetes: %s', (image, provider, expected) => {
  expect(isSystemImage(image, provider)).toBe(expected);
});
