import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-control-plane-logging';
import { clusterWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

type LogType = 'api' | 'audit' | 'authenticator' | 'controllerManager' | 'scheduler';
const all: readonly LogType[] = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];
const entry = (enabled: boolean, ...types: LogType[]) => ({ types, enabled });
const logging = (...clusterLogging: ReturnType<typeof entry>[]) => clusterWith({}, { logging: { clusterLogging } });
/** As EKS answers: one entry for what is on and one for what is off. */
const without = (...off: LogType[]) =>
  logging(entry(true, ...all.filter((type) => !off.includes(type))), entry(false, ...off));
const nothing = 'Not exported: api, audit, authenticator, controllerManager, scheduler.';

testRule(rule, {
  pass: {
    'every type is on': { on: logging(entry(true, ...all)) },
    'the types of every entry that is on count': {
      on: logging(entry(true, 'api', 'audit'), entry(true, 'authenticator', 'controllerManager', 'scheduler')),
    },
    'only what policy requires has to be on': {
      on: logging(entry(true, 'audit'), entry(false, 'api')),
      params: { requiredTypes: ['audit'] },
    },
    'policy may require nothing': { on: logging(), params: { requiredTypes: [] } },
  },
  fail: {
    'no entries are nothing exported': { on: logging(), message: nothing, grade: 'high' },
    'an entry that is off exports nothing': { on: logging(entry(false, ...all)), message: nothing, grade: 'high' },
    'an entry that does not say it is on exports nothing': {
      on: clusterWith({}, { logging: { clusterLogging: [{ types: all }] } }),
      message: nothing,
      grade: 'high',
    },
    'without audit it is grave, whatever else is missing': {
      on: without('audit', 'scheduler'),
      message: 'Not exported: audit, scheduler.',
      grade: 'high',
    },
    'without api': { on: without('api', 'scheduler'), message: 'Not exported: api, scheduler.' },
    'without authenticator': { on: without('authenticator'), message: 'Not exported: authenticator.' },
    'without controllerManager': {
      on: without('controllerManager'),
      message: 'Not exported: controllerManager.',
      grade: 'low',
    },
    'without scheduler': { on: without('scheduler'), message: 'Not exported: scheduler.', grade: 'low' },
    'the worst missing type that policy requires decides': {
      on: without('audit', 'scheduler'),
      params: { requiredTypes: ['scheduler'] },
      message: 'Not exported: scheduler.',
      grade: 'low',
    },
    'a cluster that was never made': {
      on: clusterWith({}, { status: 'FAILED', logging: { clusterLogging: [entry(false, ...all)] } }),
      message: nothing,
      grade: 'high',
    },
  },
  unknown: {
    'an answer without logging': {
      on: clusterWith({}),
      reason: 'field-missing',
      message: 'The answer has no logging.clusterLogging.',
    },
    'logging without entries': { on: clusterWith({}, { logging: {} }), reason: 'field-missing' },
    'a cluster that is being made': {
      on: clusterWith({}, { status: 'CREATING' }),
      reason: 'in-transition',
      message: 'Its state is CREATING.',
    },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});

it('the plan turns on what is not exported, and nothing else', () => {
  expect(judgedBy(rule, without('audit', 'scheduler')).plan()).toMatchObject([
    { request: { clusterLogging: [{ types: ['audit', 'scheduler'], enabled: true }] } },
  ]);
});
