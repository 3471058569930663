import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { roleBinding } from '#clouds/kubernetes/role-binding/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import rule from '#rules/kubernetes/workload/k8s-sa-token-automount';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { accountWith, clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith } from '../../../support/kubernetes/rbac.ts';
import { ofPod } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const bad: Spec = { serviceAccountName: 'web', containers: [{ name: 'web' }] };
const good: Spec = { ...bad, automountServiceAccountToken: false };
const asked: Spec = { ...bad, automountServiceAccountToken: true };
const account = accountWith('web');
const refusing = accountWith('web', { automountServiceAccountToken: false });
const message = 'Its pods hold a token of the service account web, to which no binding gives rights.';
const grade = 'low';
const family = familyCases({ good, bad, message, grade, beside: [account] });
const bound = (...names: string[]) => `Bindings give its service account rights: ${names.join(', ')}.`;
const toAccount = bindingWith('reads', ['ServiceAccount:shop/web'], { role: 'Role/reads' });
const everybody = (role: string, subject: string) => clusterBindingWith(role, [subject], { role });
const params = { noApiWorkloads: ['shop/web'] };
const idle = 'Its pods hold a token of the service account web, and policy says that they do not call the API.';
const projected = (audience?: string): Spec => ({
  ...good,
  volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { audience, path: 'token' } }] } }],
});

testRule(rule, {
  pass: {
    'the pods refuse it': { on: deploymentWith(good), beside: [account] },
    'the account refuses it for pods that say nothing': { on: deploymentWith(bad), beside: [refusing] },
    'what the pods say wins over the account': {
      on: deploymentWith(good),
      beside: [accountWith('web', { automountServiceAccountToken: true })],
    },
    'a token for somebody else is a volume of its own': { on: deploymentWith(projected('sts.amazonaws.com')) },
    'a mirror pod of a static one is given none': {
      on: podWith('web', bad, { template: { annotations: { 'kubernetes.io/config.mirror': 'a' } } }),
    },
    'a binding gives the account rights': {
      on: deploymentWith(bad),
      beside: [account, toAccount],
      message: bound('reads'),
    },
    'a binding of the whole cluster names the account as a user': {
      on: deploymentWith(bad),
      beside: [account, clusterBindingWith('all', ['User:system:serviceaccount:shop:web'])],
      message: bound('all'),
    },
    'bindings give rights to groups that the account is part of': {
      on: deploymentWith(bad),
      beside: [
        account,
        clusterBindingWith('z', ['Group:system:serviceaccounts:shop']),
        clusterBindingWith('y', ['Group:system:serviceaccounts']),
        bindingWith('x', ['Group:system:authenticated']),
      ],
      message: bound('x', 'y', 'z'),
    },
    'a binding that was seen stands though others could not be read': {
      on: deploymentWith(bad),
      beside: [account, toAccount],
      hidden: [clusterRoleBinding],
      message: bound('reads'),
    },
  },
  fail: {
    'nothing is said, and no binding reaches the account': {
      on: deploymentWith(bad),
      beside: [account],
      message,
      grade,
    },
    'a volume of its own holds the token that automatic mounting would': {
      on: deploymentWith(projected()),
      beside: [account],
      message,
      grade,
      cannot: 'a volume of its own holds the token',
    },
    'a running pod keeps its token though the account gives none by now': {
      on: podWith('web', { ...projected(), automountServiceAccountToken: undefined }),
      beside: [refusing],
      message,
      grade,
      cannot: ofPod,
    },
    'a pod that asks for it wins over its account': { on: deploymentWith(asked), beside: [refusing], message, grade },
    'an account that does not exist refuses nothing': { on: deploymentWith(bad), message, grade },
    'bindings for everybody that Kubernetes makes give nothing': {
      on: deploymentWith(bad),
      beside: [
        account,
        everybody('system:basic-user', 'Group:system:authenticated'),
        everybody('system:discovery', 'Group:system:authenticated'),
        everybody('system:public-info-viewer', 'Group:system:authenticated'),
        everybody('system:service-account-issuer-discovery', 'Group:system:serviceaccounts'),
      ],
      message,
      grade,
    },
    'a binding for an account of another namespace, and one for the group of another': {
      on: deploymentWith(bad),
      beside: [
        account,
        clusterBindingWith('other', ['ServiceAccount:other/web', 'Group:system:serviceaccounts:other', 'User:web']),
      ],
      message,
      grade,
    },
    'policy says that a bound workload does not call the API': {
      on: deploymentWith(bad),
      beside: [account, toAccount],
      params,
      message: idle,
    },
    'the same though other bindings could not be read': {
      on: deploymentWith(bad),
      beside: [account, toAccount],
      params,
      hidden: [clusterRoleBinding],
      message: idle,
    },
    'only a mirror pod is one, not what makes pods': {
      on: deploymentWith(bad, { template: { annotations: { 'kubernetes.io/config.mirror': 'a' } } }),
      beside: [account],
      message,
      grade,
    },
    'a pod by itself': { on: podWith('web', bad), beside: [account], message, grade, cannot: ofPod },
    ...family.fail,
  },
  unknown: {
    'the account could not be read': { on: deploymentWith(bad), hidden: [serviceAccount], reason: 'denied' },
    'bindings could not be read': {
      on: deploymentWith(bad),
      beside: [account],
      hidden: [roleBinding],
      reason: 'denied',
    },
    'files do not hold the bindings of a cluster': {
      on: deploymentWith(asked, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    'files do not hold the account': {
      on: deploymentWith(bad, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    ...family.unknown,
  },
  notApplicable: {
    'the default account has a rule of its own': {
      on: deploymentWith({ containers: [{ name: 'web' }] }),
      message: 'k8s-default-sa-used judges the default service account',
    },
    ...family.notApplicable,
  },
});
