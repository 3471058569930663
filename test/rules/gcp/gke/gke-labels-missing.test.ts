import rule from '#rules/gcp/gke/gke-labels-missing';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (resourceLabels: Readonly<Record<string, string>>) => gkeWith({ resourceLabels });
const labelValues = { owner: 'shop', environment: 'prod' };
const params = { requiredLabels: ['owner', 'environment'], labelValues };

testRule(rule, {
  pass: {
    'any label of its own, where policy names none': { on: of({ team: 'shop' }) },
    'all labels that policy names': { on: of({ owner: 'shop', environment: 'prod', cost: '7' }), params },
  },
  fail: {
    'no labels at all': { on: gkeWith(), params: { labelValues }, message: 'Nobody has labelled it.' },
    'no labels at all, and none in policy': {
      on: gkeWith(),
      message: 'Nobody has labelled it.',
      cannot: 'labelValues is empty',
    },
    'policy has no value for a label': {
      on: of({ owner: 'shop' }),
      params: { ...params, labelValues: { owner: 'shop' } },
      message: 'It has no label environment.',
      cannot: 'labelValues has no value for environment',
    },
    "only Google's own": {
      on: of({ 'goog-terraform-provisioned': 'true' }),
      params: { labelValues },
      message: 'Nobody has labelled it.',
    },
    'one label is missing': { on: of({ owner: 'shop' }), params, message: 'It has no label environment.' },
    'several are missing': { on: of({ team: 'shop' }), params, message: 'It has no label owner, environment.' },
    'an empty label says nothing': {
      on: of({ owner: '', environment: 'prod' }),
      params,
      message: 'It has no label owner.',
    },
    "one of Google's own never counts": {
      on: of({ team: 'shop', 'goog-owner': 'shop' }),
      params: { requiredLabels: ['goog-owner'], labelValues: { 'goog-owner': 'shop' } },
      message: 'It has no label goog-owner.',
      cannot: 'labels like goog-owner are for Google to set',
    },
    'names are compared exactly': {
      on: of({ Owner: 'shop' }),
      params: { requiredLabels: ['owner'], labelValues },
      message: 'It has no label owner.',
    },
  },
  unknown: {
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});
