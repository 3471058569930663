import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import { service } from '#clouds/kubernetes/service/resource';
import rule from '#rules/kubernetes/namespace/k8s-default-namespace-used';
import { accountWith, clusters, namespaceWith, object, type Place } from '../../../support/kubernetes/objects.ts';
import {
  cronJobWith,
  deploymentWith,
  jobWith,
  podWith,
  replicaSetWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = namespaceWith('default');
const inDefault = { namespace: 'default' };
const serviceWith = (name: string, place: Place = {}) =>
  object(service, { group: 'core', plural: 'services' }, name, {}, place);
const spec: Spec = { containers: [{ name: 'web' }] };
const used = (...names: string[]) => `The default namespace is used by ${names.join(', ')}.`;
const many = Array.from({ length: 22 }, (_, at) => `pod-${String.fromCharCode(97 + at)}`);

testRule(rule, {
  pass: {
    'nothing is in it but what every cluster has': {
      on,
      beside: [accountWith('default', {}, inDefault), serviceWith('kubernetes', inDefault)],
    },
    'workloads and accounts of other namespaces': {
      on,
      beside: [deploymentWith(spec), accountWith('web'), serviceWith('web')],
    },
    'pods that have ended': { on, beside: [podWith('a', spec, { ...inDefault, phase: 'Succeeded' })] },
  },
  fail: {
    'a workload': { on, beside: [deploymentWith(spec, inDefault)], message: used('deployment web') },
    'workloads of every kind, and a job with a pod that runs': {
      on,
      beside: [
        cronJobWith(spec, inDefault),
        podWith('a', spec, inDefault),
        jobWith(spec, { ...inDefault, uid: 'u2' }),
        podWith('b', spec, { ...inDefault, owner: 'batch/v1 Job/once' }),
      ],
      message: used('pod a', 'job once', 'cron job nightly'),
    },
    'an account': {
      on,
      beside: [accountWith('web', {}, inDefault)],
      message: used('service account web'),
    },
    'a service': { on, beside: [serviceWith('web', inDefault)], message: used('service web') },
    'what a controller made is named once': {
      on,
      beside: [
        deploymentWith(spec, inDefault),
        replicaSetWith(spec, { ...inDefault, owner: 'Deployment/web' }),
        podWith('a', spec, { ...inDefault, owner: 'ReplicaSet/web-1' }),
      ],
      message: used('deployment web'),
    },
    'twenty are named': {
      on,
      beside: many.map((name) => podWith(name, spec, inDefault)),
      message: `${used(...many.slice(0, 20).map((name) => `pod ${name}`)).replace(/\.$/, '')} and 2 more.`,
    },
    'what was seen stands though the rest could not be read': {
      on,
      beside: [deploymentWith(spec, inDefault)],
      hidden: [cronJob, serviceAccount],
      message: used('deployment web'),
    },
  },
  unknown: {
    'workloads of a kind could not be read': { on, hidden: [cronJob], reason: 'denied' },
    'services could not be read': { on, hidden: [service], reason: 'denied' },
    'accounts could not be read': { on, hidden: [serviceAccount], reason: 'denied' },
    'files do not hold all of a cluster': {
      on: namespaceWith('default', {}, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'another namespace': {
      on: namespaceWith('shop'),
      beside: [deploymentWith(spec)],
      message: 'it is another namespace than default',
    },
  },
});
