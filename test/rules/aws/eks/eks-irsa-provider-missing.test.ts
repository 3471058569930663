import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { oidcProvider } from '#clouds/aws/iam/oidc-provider/resource';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/aws/eks/eks-irsa-provider-missing';
import { vpcCniWith } from '../../../support/aws/addons.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { issuer, providerArn, providerWith } from '../../../support/aws/iam.ts';
import { make } from '../../../support/build.ts';
import { engineOf } from '../../../support/kubernetes/engines.ts';
import { apiWith } from '../../../support/kubernetes/objects.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const identity = { oidc: { issuer: `https://${issuer}` } };
const shop = (more: Parameters<typeof clusterWith>[1] = {}) => clusterWith({}, { identity, ...more });
const agent = (status?: 'ACTIVE' | 'DEGRADED' | 'CREATE_FAILED' | 'DELETING', clusterName = 'shop') =>
  vpcCniWith(undefined, { addonName: 'eks-pod-identity-agent', clusterName, status });
const otherProvider = make(oidcProvider, `${providerArn}2`, { Url: `${issuer}2`, ClientIDList: [] });
const own = engineOf('kube-system/eks-pod-identity-agent', 2);
const web = podWith('web', {});
const dns = podWith('coredns', {}, { namespace: 'kube-system' });
const message = 'No IAM provider has its issuer, and no Pod Identity agent is installed.';

testRule(rule, {
  pass: {
    'IAM knows the issuer': {
      on: shop(),
      beside: [providerWith('sts.amazonaws.com')],
      message: 'Pods can have roles by an IAM provider of its issuer.',
    },
    'the agent is installed': {
      on: shop(),
      beside: [agent('ACTIVE')],
      message: 'Pods can have roles by the add-on eks-pod-identity-agent.',
    },
    'an agent that is degraded still counts, whatever was not read besides': {
      on: shop({ identity: undefined }),
      beside: [agent('DEGRADED')],
      hidden: [oidcProvider, kubernetesApi],
      message: 'Pods can have roles by the add-on eks-pod-identity-agent.',
    },
    'Auto Mode ships the agent': {
      on: shop({ computeConfig: { enabled: true } }),
      message: 'Pods can have roles by Auto Mode.',
    },
    'an agent that no add-on manages': {
      on: shop(),
      beside: [apiWith(), own, web],
      message: 'Pods can have roles by a Pod Identity agent of its own.',
    },
  },
  fail: {
    'neither way, in a cluster that runs pods': { on: shop(), beside: [apiWith(), web, dns], message },
    'neither way, in a cluster that nobody looks into': { on: shop(), message },
    'the issuer of another cluster': { on: shop(), beside: [apiWith(), web, otherProvider], message },
    'another add-on': { on: shop(), beside: [apiWith(), web, vpcCniWith()], message },
    'the agent of another cluster': { on: shop(), beside: [apiWith(), web, agent('ACTIVE', 'other')], message },
    'an agent that could not be made': { on: shop(), beside: [apiWith(), web, agent('CREATE_FAILED')], message },
    'an agent that is being deleted': { on: shop(), beside: [apiWith(), web, agent('DELETING')], message },
    'another DaemonSet': { on: shop(), beside: [apiWith(), web, engineOf('kube-system/aws-node', 2)], message },
  },
  unknown: {
    'the providers were refused': { on: shop(), hidden: [oidcProvider], reason: 'denied' },
    'the add-ons were refused': { on: shop(), hidden: [eksAddon], reason: 'denied' },
    'an agent without a state': { on: shop(), beside: [apiWith(), web, agent()], reason: 'field-missing' },
    'the DaemonSets were refused': { on: shop(), beside: [apiWith(), web], hidden: [daemonSet], reason: 'denied' },
    'no pods were seen, and they were refused': { on: shop(), beside: [apiWith()], hidden: [pod], reason: 'denied' },
    'the API was not reached': { on: shop(), hidden: [kubernetesApi], reason: 'denied' },
    'the files hold no providers': { on: shop(), folder: 'shop', reason: 'not-in-files' },
    'an answer without the issuer': { on: clusterWith({}), reason: 'field-missing' },
  },
  notApplicable: {
    'only what the cluster itself needs runs': {
      on: shop(),
      beside: [apiWith(), dns],
      message: 'no pods run outside of system namespaces',
    },
    'a registered cluster': {
      on: shop({ connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    'a local cluster on Outposts': {
      on: shop({ outpostConfig: { outpostArns: [] } }),
      message: 'a local cluster on Outposts supports neither way',
    },
  },
});
