import { service } from '#clouds/kubernetes/service/resource';
import rule from '#rules/kubernetes/workload/k8s-probes-missing';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { clusters, object, type Place } from '../../../support/kubernetes/objects.ts';
import { livePod, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import {
  cronJobWith,
  daemonSetWith,
  deploymentWith,
  jobWith,
  podWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import type { Draft } from '../../../support/build.ts';

const probe = { httpGet: { port: 8080, path: '/' } };
const alive = { livenessProbe: probe };
const ready = { readinessProbe: probe };
const both: Spec = { containers: [{ name: 'web', ...alive, ...ready }] };
const onlyAlive: Spec = { containers: [{ name: 'web', ...alive }] };
const onlyReady: Spec = { containers: [{ name: 'web', ...ready }] };
const none: Spec = { containers: [{ name: 'web' }] };
const noLife = 'No container has a livenessProbe.';
const blind = 'No container has a readinessProbe, though the service shop sends requests to the pods.';
const serviceWith = (spec: Draft<NonNullable<typeof service.config.spec>>, place: Place = {}) =>
  object(service, { group: 'core', plural: 'services' }, 'shop', { spec }, place);
const served = serviceWith({ selector: { app: 'web' } });
const labels = { app: 'web', tier: 'front' };
const front = (spec: Spec) => deploymentWith(spec, { ...living, template: { labels } });
const params = { requireLiveness: false };
const { fail, unknown, notApplicable } = familyCases({ good: both, bad: none, message: noLife });
const { 'a cron job': cron, 'the template of a job cannot be changed': once, ...failing } = fail;
const ended = 'its pods run to an end';

testRule(rule, {
  pass: {
    'both probes': { on: front(both), beside: [served] },
    'one container of several answers for its pod': {
      on: front({ containers: [{ name: 'side' }, { name: 'web', ...alive, ...ready }] }),
      beside: [served],
    },
    'a sidecar answers': {
      on: front({
        containers: [{ name: 'web', ...alive }],
        initContainers: [{ name: 'mesh', restartPolicy: 'Always', ...ready }],
      }),
      beside: [served],
    },
    'no service selects the pods': {
      on: daemonSetWith(onlyAlive),
      beside: [served, serviceWith({ selector: {} })],
    },
    'a service selects other pods of the namespace': {
      on: front(onlyAlive),
      beside: [serviceWith({ selector: { app: 'web', tier: 'back' } })],
    },
    'a service of another namespace': {
      on: front(onlyAlive),
      beside: [serviceWith({ selector: { app: 'web' } }, { namespace: 'other' })],
    },
    'a service without a selector, and one for a name outside': {
      on: front(onlyAlive),
      beside: [serviceWith({}), serviceWith({ type: 'ExternalName', selector: { app: 'web' } })],
    },
    'a service that sends requests before pods are ready on purpose': {
      on: front(onlyAlive),
      beside: [serviceWith({ selector: { app: 'web' }, publishNotReadyAddresses: true })],
    },
    'policy asks for no livenessProbe': { on: deploymentWith(none), params },
    'services are not asked for where pods say that they are ready': { on: front(both), hidden: [service] },
  },
  fail: {
    'no livenessProbe': { on: deploymentWith(onlyReady), message: noLife },
    'no readinessProbe, and a service selects the pods': { on: front(onlyAlive), beside: [served], message: blind },
    'the same where policy asks for no livenessProbe': { on: front(none), beside: [served], params, message: blind },
    'neither of both': { on: front(none), beside: [served], message: `${noLife} ${blind}` },
    'a service selects a pod by itself': {
      on: podWith('web', { ...onlyAlive, restartPolicy: 'Always' }, { labels }),
      beside: [served],
      message: blind,
    },
    'containers that end, or that are there for debugging, answer for nobody': {
      on: podWith('web', {
        ...none,
        initContainers: [{ name: 'prepare', ...alive }],
        ephemeralContainers: [{ name: 'debug', ...alive }],
      }),
      message: noLife,
    },
    'what a webhook adds answers for itself only': {
      on: deploymentWith(none, living),
      beside: [liveSet, livePod({ containers: [{ name: 'web' }, { name: 'mesh', ...alive, securityContext: {} }] })],
      message: noLife,
    },
    ...failing,
  },
  unknown: {
    'services could not be read': { on: front(onlyAlive), hidden: [service], reason: 'denied' },
    'files do not hold the services of a cluster': {
      on: deploymentWith(onlyAlive, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    ...unknown,
  },
  notApplicable: {
    'a job': { on: once.on, message: ended },
    'a cron job': { on: cron.on, message: ended },
    'a job with probes': { on: jobWith(both), message: ended },
    'a cron job with probes': { on: cronJobWith(both), message: ended },
    'pods that are not restarted': { on: podWith('web', { ...none, restartPolicy: 'Never' }), message: ended },
    'pods that are restarted on failure only': {
      on: podWith('web', { ...none, restartPolicy: 'OnFailure' }),
      message: ended,
    },
    ...notApplicable,
  },
});
