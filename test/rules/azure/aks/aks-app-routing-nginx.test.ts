import rule from '#rules/azure/aks/aks-app-routing-nginx';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const routing = (enabled: boolean | undefined, defaultIngressControllerType?: string) =>
  aksWith({
    ingressProfile: {
      webAppRouting: { enabled, ...(defaultIngressControllerType && { nginx: { defaultIngressControllerType } }) },
    },
  });
const before = '2026-11-30T23:59:59Z';
const after = '2026-12-01T00:00:00Z';
const ends = 'Application routing runs NGINX, whose support ends on 2026-11-30.';
const ended = 'Application routing runs NGINX, whose support ended on 2026-11-30.';
const type = 'External';

testRule(rule, {
  pass: {
    'no ingress profile': { on: aksWith() },
    'no application routing': { on: aksWith({ ingressProfile: {} }) },
    'application routing is off': { on: routing(false) },
    'an answer that does not say that it is on': { on: routing(undefined, type) },
  },
  fail: {
    'on the last day of its support': { on: routing(true, type), at: before, message: ends },
    'on the day after': { on: routing(true, type), at: after, grade: 'high', message: ended },
    'no type is the default: a controller': { on: routing(true), at: before, message: ends },
    'a controller for the network alone': { on: routing(true, 'Internal'), at: before, message: ends },
    'a controller that people annotate': { on: routing(true, 'AnnotationControlled'), at: before, message: ends },
    'AKS Automatic turns it on by itself': {
      on: aksWith({
        sku: { name: 'Automatic' },
        ingressProfile: { webAppRouting: { enabled: true } },
      }),
      at: before,
      message: ends,
    },
    'the date of policy': {
      on: routing(true),
      at: before,
      params: { endOfSupport: '2026-06-30' },
      grade: 'high',
      message: 'Application routing runs NGINX, whose support ended on 2026-06-30.',
    },
  },
  unknown: {
    'no default controller: one that exists stays': {
      on: routing(true, 'None'),
      reason: 'outside',
      message: 'The controllers that NginxIngressController objects ask for are not read.',
    },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
