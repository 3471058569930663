import { expect, it } from 'vitest';
import { typesNeeded } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { defaultPolicy } from '#model';
import rule from '#rules/kubernetes/rbac/k8s-rbac-wildcards';
import { snapshotsOf } from '../../../support/build.ts';
import {
  bindingWith,
  clusterBindingWith,
  clusterRoleWith,
  everything,
  roleWith,
} from '../../../support/kubernetes/rbac.ts';
import { stored } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow, ops, upstream, toJo, jo, reads } from '../../../support/kubernetes/wildcards.ts';
import { held } from './k8s-rbac-wildcards.held.ts';

testRule(rule, {
  pass: {
    'everything is named': { on: ops(allow(['get', 'delete'], ['pods'])), beside: [toJo] },
    'the status, the scale and the finalizers of all resources': {
      on: ops(allow(['*'], ['*/status', '*/scale', '*/finalizers'], ['*'])),
      beside: [toJo],
    },
    'a wildcard behind a resource matches nothing': { on: ops(allow(['get'], ['pods/*'])), beside: [toJo] },
    'paths that are read': { on: ops({ nonResourceURLs: ['*'], verbs: ['get'] }), beside: [toJo] },
    'a rule without verbs allows nothing': { on: ops(allow([], ['*'], ['*'])), beside: [toJo] },
    'a rule of nothing but wildcard groups and verbs allows nothing': {
      on: ops({ apiGroups: ['*'], verbs: ['*'] }),
      beside: [toJo],
    },
    'a role without rules': { on: ops(), beside: [toJo] },
    'a role of Kubernetes without wildcards': { on: upstream('system:basic-user', allow(['get'], ['pods'])) },
    'an aggregated role keeps the union in its rules, also where it is none': {
      on: clusterRoleWith('ops', [], {
        metadata: stored,
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: 'ops' } }] },
      }),
      beside: [toJo, clusterRoleWith('part', [everything], { metadata: { labels: { to: 'ops' } } })],
    },
  },
  fail: {
    'a uid that somebody wrote makes no union: the parts count': {
      on: clusterRoleWith('ops', [], {
        metadata: { uid: '1' },
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: 'ops' } }] },
      }),
      beside: [toJo, clusterRoleWith('part', [allow(['*'], ['*'])], { metadata: { labels: { to: 'ops' } } })],
      message: jo('* * in core'),
    },
    'all resources to change': {
      on: ops(allow(['get', 'patch'], ['*'], ['apps'])),
      beside: [toJo],
      message: jo('get, patch * in apps'),
    },
    'all resources and all verbs': { on: ops(allow(['*'], ['*'])), beside: [toJo], message: jo('* * in core') },
    'all resources by a role of a namespace': {
      on: roleWith('ops', [allow(['create'], ['*'])]),
      beside: [bindingWith('ops', ['User:jo'], { role: 'Role/ops' })],
      message: jo('create * in core'),
    },
    'a cluster role that a role binding grants': {
      on: ops(allow(['create'], ['*'])),
      beside: [bindingWith('ops', ['User:jo'], { role: 'ClusterRole/ops' })],
      message: jo('create * in core'),
    },
    'all resources of built-in groups among others': {
      on: ops(allow(['*'], ['*'], ['shop.example', 'apps'])),
      beside: [toJo],
      message: jo('* * in shop.example, apps'),
    },
    'a subresource of all resources': {
      on: ops(allow(['create'], ['*/exec'])),
      beside: [toJo],
      message: jo('create */exec in core'),
    },
    'all resources beside the status of all': {
      on: ops(allow(['update'], ['*/status', '*'])),
      beside: [toJo],
      message: jo('update */status, * in core'),
    },
    'all resources without a group, which the API refuses': {
      on: ops({ resources: ['*'], verbs: ['*'] }),
      beside: [toJo],
      message: jo('* * in '),
    },
    'all who hold it are named once': {
      on: ops(allow(['*'], ['*'])),
      beside: [
        clusterBindingWith('ops', ['User:jo', 'Group:system:authenticated'], { role: 'ops' }),
        bindingWith('ops', ['User:jo'], { role: 'ClusterRole/ops' }),
      ],
      message: 'Wildcards allow * * in core to User:jo, Group:system:authenticated.',
    },
    'all resources to read': {
      on: ops(allow(reads, ['*'], ['*'])),
      beside: [toJo],
      message: jo('get, list, watch * in *'),
      grade: 'medium',
    },
    'all verbs on a built-in group': {
      on: ops(allow(['*'], ['deployments'], ['apps'])),
      beside: [toJo],
      message: jo('* deployments in apps'),
      grade: 'medium',
    },
    'all groups have the built-in ones': {
      on: ops(allow(['*'], ['pods'], ['*'])),
      beside: [toJo],
      message: jo('* pods in *'),
      grade: 'medium',
    },
    'all paths with all verbs': {
      on: ops({ nonResourceURLs: ['/metrics', '*'], verbs: ['*'] }),
      beside: [toJo],
      message: jo('* /metrics, *'),
      grade: 'medium',
    },
    'the gravest of several rules counts, and it is named': {
      on: ops(
        allow(['*'], ['shops'], ['shop.example']),
        allow(reads, ['*']),
        allow(['*'], ['pods']),
        allow(['get'], ['nodes']),
      ),
      beside: [toJo],
      message: jo('get, list, watch * in core', '* pods in core'),
      grade: 'medium',
    },
    'all verbs on one secret': {
      on: ops(allow(['*'], ['secrets'], [''], ['token'])),
      beside: [toJo],
      message: jo('* secrets in core'),
      grade: 'medium',
    },
    'secrets of all groups': {
      on: ops(allow(['get'], ['secrets'], ['*'])),
      beside: [toJo],
      message: jo('get secrets in *'),
      grade: 'medium',
    },
    'all verbs on custom resources': {
      on: ops(allow(['*'], ['shops'], ['shop.example'])),
      beside: [toJo],
      message: jo('* shops in shop.example'),
      grade: 'low',
    },
    'an operator on all of its own resources': {
      on: ops(allow(['*'], ['*'], ['shop.example', 'metrics.k8s.io'])),
      beside: [toJo],
      message: jo('* * in shop.example, metrics.k8s.io'),
      grade: 'low',
    },
    'all groups for a resource that is named': {
      on: ops(allow(['get', 'delete'], ['pods'], ['*'])),
      beside: [toJo],
      message: jo('get, delete pods in *'),
      grade: 'low',
    },
    'all verbs on an object that is named': {
      on: ops(allow(['*'], ['configmaps'], [''], ['lock'])),
      beside: [toJo],
      message: jo('* configmaps in core'),
      grade: 'low',
    },
    'secrets of a built-in group other than the core are no secrets': {
      on: ops(allow(['*'], ['secrets'], ['apps'], ['lock'])),
      beside: [toJo],
      message: jo('* secrets in apps'),
      grade: 'low',
    },
    'all verbs on a path': {
      on: ops({ nonResourceURLs: ['/metrics'], verbs: ['*'] }),
      beside: [toJo],
      message: jo('* /metrics'),
      grade: 'low',
    },
    ...held.fail,
  },
  unknown: held.unknown,
  notApplicable: held.notApplicable,
});

it('a role without metadata is held by nobody', () => {
  const on = { ...ops(), config: { rules: [everything] } };
  expect(judgedBy(rule, on).judgements).toMatchObject([{ verdict: 'fail', severity: 'low' }]);
});
it('the severity of policy holds for the gravest wildcards', () => {
  const on = ops(allow(['get', 'patch'], ['*'], ['apps']));
  const snapshots = snapshotsOf([on, toJo], typesNeeded(rule));
  const policy = { ...defaultPolicy, rules: { [rule.id]: { severity: 'critical' as const } } };
  const question = { world: worldOf(snapshots), rules: [rule], policy, at: '2026-11-01T00:00:00Z' };
  expect(evaluate(question)).toMatchObject([{ verdict: 'fail', severity: 'critical' }]);
});
