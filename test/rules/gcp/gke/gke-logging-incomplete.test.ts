import rule from '#rules/gcp/gke/gke-logging-incomplete';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (...enableComponents: readonly (string | number)[]) =>
  gkeSaying({ loggingConfig: { componentConfig: { enableComponents } }, loggingService: kubernetes });
const by = (loggingService: string) => gkeWith({ loggingService });
const kubernetes = 'logging.googleapis.com/kubernetes';
const controlPlane = { requireControlPlaneLogs: true };
const says = (...missing: readonly string[]) => `It does not log ${missing.join(', ')}.`;

testRule(rule, {
  pass: {
    'the usual components': { on: of('SYSTEM_COMPONENTS', 'WORKLOADS') },
    'more than the usual ones': { on: of('SYSTEM_COMPONENTS', 'WORKLOADS', 'APISERVER') },
    'unknown component numbers are ignored': { on: of('SYSTEM_COMPONENTS', 42, 'WORKLOADS') },
    'the service stands for the usual ones': { on: by(kubernetes) },
    'so does the legacy agent': { on: by('logging.googleapis.com') },
    "an empty name is Google's default": { on: by('') },
    'nothing about it is the default too': { on: gkeWith() },
    'the control plane where policy asks for it': {
      on: of('SYSTEM_COMPONENTS', 'WORKLOADS', 'APISERVER', 'SCHEDULER', 'CONTROLLER_MANAGER'),
      params: controlPlane,
    },
    'fewer components where policy asks for fewer': {
      on: of('SYSTEM_COMPONENTS'),
      params: { requiredComponents: ['SYSTEM_COMPONENTS'] },
    },
  },
  fail: {
    'no service logs nothing, which is high': { on: by('none'), message: 'It logs nothing.', grade: 'high' },
    'no service, whatever is listed': {
      on: gkeSaying({
        loggingService: 'none',
        loggingConfig: { componentConfig: { enableComponents: ['SYSTEM_COMPONENTS', 'WORKLOADS'] } },
      }),
      message: 'It logs nothing.',
      grade: 'high',
    },
    'no service, though policy asks for nothing': {
      on: by('none'),
      params: { requiredComponents: [] },
      message: 'It logs nothing.',
      grade: 'high',
      cannot: 'policy asks for nothing',
    },
    'workloads are missing': { on: of('SYSTEM_COMPONENTS', 'APISERVER'), message: says('WORKLOADS') },
    'the system is missing, which is high': {
      on: of('WORKLOADS'),
      message: says('SYSTEM_COMPONENTS'),
      grade: 'high',
    },
    'an empty configuration logs nothing': {
      on: gkeWith({ loggingConfig: {} }),
      message: says('SYSTEM_COMPONENTS', 'WORKLOADS'),
      grade: 'high',
    },
    'the control plane is missing, which is low': {
      on: of('SYSTEM_COMPONENTS', 'WORKLOADS', 'SCHEDULER'),
      params: controlPlane,
      message: says('APISERVER', 'CONTROLLER_MANAGER'),
      grade: 'low',
    },
    'the service stands for nothing of the control plane': {
      on: by(kubernetes),
      params: controlPlane,
      message: says('APISERVER', 'SCHEDULER', 'CONTROLLER_MANAGER'),
      grade: 'low',
    },
    'workloads and the control plane are missing': {
      on: of('SYSTEM_COMPONENTS'),
      params: controlPlane,
      message: says('WORKLOADS', 'APISERVER', 'SCHEDULER', 'CONTROLLER_MANAGER'),
    },
    'unknown component numbers are kept': { on: of('SYSTEM_COMPONENTS', 42), message: says('WORKLOADS') },
    'another component where policy asks for it': {
      on: of('SYSTEM_COMPONENTS', 'WORKLOADS'),
      params: { requiredComponents: ['KCP_SSHD'] },
      message: says('KCP_SSHD'),
    },
    'a component that GKE does not have': {
      on: of('SYSTEM_COMPONENTS', 'WORKLOADS'),
      params: { requiredComponents: ['NODES'] },
      message: says('NODES'),
      cannot: 'GKE has no component called NODES',
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
});
