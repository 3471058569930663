import { eksInsights } from '#clouds/aws/eks/insights/resource';
import rule from '#rules/aws/eks/eks-upgrade-insights-failing';
import { make, type Draft } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

type Insight = NonNullable<typeof eksInsights.config.insights>[number];

const category = 'UPGRADE_READINESS' as const;
const insights = (...list: readonly Draft<Insight>[]) =>
  make(eksInsights, 'arn:aws:eks:eu-west-1:111122223333:cluster/shop/insights', {
    clusterName: 'shop',
    insights: list.map((it, i) => ({ ...{ id: `i-${i}`, category, name: 'Deprecated APIs' }, ...it })),
  });
const being = (status: 'PASSING' | 'WARNING' | 'ERROR' | 'UNKNOWN', reason?: string) => ({
  insightStatus: { status, reason },
});

const fine = 'The checks of EKS that are told here find nothing.';
const none = 'EKS made no check of these categories that is told here';

testRule(rule, {
  pass: {
    'every check passes': { on: insights(being('PASSING'), being('PASSING')), message: fine },
    'the skew of kubelets is told by the rule of node groups': {
      on: insights(being('PASSING'), { name: 'Kubelet version skew', ...being('ERROR') }),
      message: fine,
    },
    'trouble of the cluster is told by its own rule': {
      on: insights(being('PASSING'), { name: 'Cluster health issues', ...being('WARNING') }),
      message: fine,
    },
    'what stands in the way of a rollback, which nobody asks about': {
      on: insights(being('PASSING'), { category: 'ROLLBACK_READINESS', ...being('ERROR') }),
      message: fine,
    },
  },
  fail: {
    'an error': {
      on: insights(being('ERROR', 'Usage was detected.')),
      message: 'Deprecated APIs: Usage was detected.',
      key: 'i-0',
    },
    'a warning': { on: insights(being('WARNING')), message: 'Deprecated APIs', key: 'i-0', grade: 'low' },
    'each insight by itself': {
      on: insights(being('ERROR'), being('PASSING'), {
        category: 'MISCONFIGURATION',
        name: 'Hybrid',
        ...being('ERROR'),
      }),
      message: 'Deprecated APIs',
      key: 'i-0',
      also: ['Hybrid'],
    },
    'an error beside what EKS cannot say': {
      on: insights(being('UNKNOWN'), being('ERROR')),
      message: 'Deprecated APIs',
      key: 'i-1',
    },
    'what stands in the way of a rollback, where policy asks': {
      on: insights({ category: 'ROLLBACK_READINESS', ...being('ERROR') }),
      params: { categories: ['ROLLBACK_READINESS'] },
      message: 'Deprecated APIs',
      key: 'i-0',
    },
    'the skew of kube-proxy has no other rule': {
      on: insights({ name: 'kube-proxy version skew', ...being('WARNING') }),
      message: 'kube-proxy version skew',
      key: 'i-0',
      grade: 'low',
    },
  },
  unknown: {
    'EKS cannot say': { on: insights(being('UNKNOWN'), being('PASSING')), reason: 'not-ready' },
    'an insight without a category': {
      on: insights({ category: undefined, ...being('ERROR') }, being('PASSING')),
      reason: 'field-missing',
    },
    'an insight without a status': { on: insights({}), reason: 'field-missing' },
    'an answer without a list': {
      on: make(eksInsights, 'arn:aws:eks:eu-west-1:111122223333:cluster/shop/insights', { clusterName: 'shop' }),
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'no checks yet': { on: insights(), message: none },
    'checks of other categories alone': {
      on: insights(being('ERROR')),
      params: { categories: ['MISCONFIGURATION'] },
      message: none,
    },
  },
});
