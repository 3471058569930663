import rule from '#rules/aws/eks/eks-fargate-profile-broad';
import { profileWith } from '../../../support/aws/fargate.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { denyBroad: true };
const taking = (...selectors: readonly { namespace?: string; labels?: Record<string, string> }[]) => ({
  on: profileWith({ selectors }),
  params,
});

testRule(rule, {
  pass: {
    'one namespace': taking({ namespace: 'batch' }),
    'namespaces with a beginning of their own': taking({ namespace: 'team-a-*' }),
    'CoreDNS alone': taking({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }),
    'pods of default with a label, whose value may hold wildcards': taking({
      namespace: 'default',
      labels: { app: 'batch-*' },
    }),
  },
  fail: {
    'every namespace': { ...taking({ namespace: '*' }), message: 'It takes the namespaces *.' },
    'every namespace, with a label': {
      ...taking({ namespace: '*', labels: { app: 'batch' } }),
      message: 'It takes the namespaces *.',
    },
    'a wildcard at the beginning': { ...taking({ namespace: '?atch' }), message: 'It takes the namespaces ?atch.' },
    'all of kube-system': {
      ...taking({ namespace: 'batch' }, { namespace: 'kube-system', labels: {} }),
      message: 'It takes every pod of kube-system.',
    },
    'all of default and every namespace that ends so': {
      ...taking({ namespace: 'default' }, { namespace: '*-batch' }),
      message: 'It takes every pod of default, the namespaces *-batch.',
    },
  },
  unknown: {
    'a profile that is being made': {
      on: profileWith({ status: 'CREATING', selectors: [] }),
      params,
      reason: 'in-transition',
    },
    'an answer without selectors': { on: profileWith({}), params, reason: 'field-missing' },
  },
  notApplicable: {
    'policy does not ask for it': {
      on: profileWith({ selectors: [{ namespace: '*' }] }),
      message: 'policy does not ask for narrow profiles',
    },
  },
});
