import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import rule from '#rules/azure/network/azure-lb-service-plain-http';
import { aksWith } from '../../../support/azure/aks.ts';
import { gatewayBeside, gatewayWith } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (config: Parameters<typeof gatewayWith>[1]) => gatewayWith('edge', config);
const beside = [
  aksWith({
    addonProfiles: {
      ingressApplicationGateway: { enabled: true, config: { effectiveApplicationGatewayId: of({}).config.id ?? '' } },
    },
  }),
];
const frontends = [
  { id: 'public', publicIPAddress: { id: 'ip' } },
  { id: 'private', subnet: { id: 'subnet' } },
];
const http = { id: 'http', name: 'http', protocol: 'Http', frontendIPConfiguration: { id: 'PUBLIC' } };
const https = { id: 'https', name: 'https', protocol: 'Https', frontendIPConfiguration: { id: 'public' } };
const inside = { ...http, frontendIPConfiguration: { id: 'private' } };
const ruleOf = (more: object = {}) => ({ httpListener: { id: 'HTTP' }, backendAddressPool: { id: 'pool' }, ...more });
const serving = (listeners: readonly object[], rules: readonly object[], more: object = {}) =>
  of({ frontendIPConfigurations: frontends, httpListeners: listeners, requestRoutingRules: rules, ...more });
const redirecting = (to: object) =>
  serving([http, https], [ruleOf({ redirectConfiguration: { id: 'REDIRECT' } })], {
    redirectConfigurations: [{ id: 'redirect', redirectType: 'Permanent', ...to }],
  });
const mapped = (map: object) =>
  serving([http, https], [ruleOf({ urlPathMap: { id: 'map' } })], {
    urlPathMaps: [{ id: 'map', ...map }],
    redirectConfigurations: [{ id: 'redirect', targetListener: { id: 'https' } }],
  });
const redirect = { id: 'redirect' };
const policy = (more: object) => of({ httpListeners: [https], ...more });
const plain = 'The listener http serves HTTP without TLS.';
const key = 'http';
const weak = (name: string) => `The TLS policy in force, ${name}, lets versions before 1.2 in.`;

testRule(rule, {
  pass: {
    'HTTPS alone': { on: serving([https], []), beside },
    'a redirect to a listener of HTTPS': { on: redirecting({ targetListener: { id: 'HTTPS' } }), beside },
    'a redirect to a URL of HTTPS': { on: redirecting({ targetUrl: 'HTTPS://example.com/' }), beside },
    'a listener without a rule serves nothing': { on: serving([http], []), beside },
    'every path redirects': {
      on: mapped({ defaultRedirectConfiguration: redirect, pathRules: [{ redirectConfiguration: redirect }] }),
      beside,
    },
    'neither policy nor default is told': { on: policy({}), beside },
    'a policy of today': { on: policy({ sslPolicy: { policyName: 'AppGwSslPolicy20220101' } }), beside },
    'a custom policy goes before the default': {
      on: policy({
        sslPolicy: { policyType: 'CustomV2', minProtocolVersion: 'TLSv1_2' },
        defaultPredefinedSslPolicy: 'AppGwSslPolicy20150501',
      }),
      beside,
    },
    'an old policy of the gateway where each listener has one of its own': {
      on: of({
        httpListeners: [{ ...https, sslProfile: { id: 'profile' } }],
        sslPolicy: { policyName: 'AppGwSslPolicy20150501' },
        sslProfiles: [{ id: 'profile', sslPolicy: { policyName: 'AppGwSslPolicy20220101' } }],
      }),
      beside,
    },
    'an old policy that nothing uses': {
      on: serving([], [], { defaultPredefinedSslPolicy: 'AppGwSslPolicy20150501' }),
      beside,
    },
  },
  fail: {
    'plain HTTP on a public frontend': { on: serving([http], [ruleOf()]), beside, key, message: plain },
    'plain HTTP on a private frontend': {
      on: serving([inside], [ruleOf()]),
      beside,
      key,
      grade: 'low',
      message: 'The listener http serves HTTP without TLS to private networks.',
    },
    'a redirect to another listener without TLS': {
      on: redirecting({ targetListener: { id: 'http' } }),
      beside,
      key,
      message: plain,
    },
    'a redirect to a URL without TLS': {
      on: redirecting({ targetUrl: 'http://example.com/' }),
      beside,
      key,
      message: plain,
    },
    'a redirect that is not there': {
      on: serving([http, https], [ruleOf({ redirectConfiguration: { id: 'gone' } })]),
      beside,
      key,
      message: plain,
    },
    'one path of several does not redirect': {
      on: mapped({ defaultRedirectConfiguration: redirect, pathRules: [{ backendAddressPool: { id: 'pool' } }] }),
      beside,
      key,
      message: plain,
    },
    'a gateway in a node resource group': {
      on: gatewayBeside('edge', {
        httpListeners: [http],
        frontendIPConfigurations: frontends,
        requestRoutingRules: [ruleOf()],
      }),
      beside: [aksWith()],
      key,
      message: plain,
    },
    'a gateway that the tag of the controller names': {
      on: serving([http], [ruleOf()], { tags: { 'Managed-by-k8s-ingress': '1.7.2' } }),
      key,
      message: plain,
    },
    'an old policy by name': {
      on: policy({ sslPolicy: { policyName: 'AppGwSslPolicy20170401' } }),
      beside,
      message: weak('AppGwSslPolicy20170401'),
    },
    'an old default': {
      on: policy({ defaultPredefinedSslPolicy: 'AppGwSslPolicy20150501' }),
      beside,
      message: weak('AppGwSslPolicy20150501'),
    },
    'a listener with an old policy of its own': {
      on: of({
        httpListeners: [https, { ...https, id: 'old', name: 'old', sslProfile: { id: 'PROFILE' } }],
        sslPolicy: { policyName: 'AppGwSslPolicy20220101' },
        sslProfiles: [{ id: 'profile', sslPolicy: { policyName: 'AppGwSslPolicy20150501' } }],
      }),
      beside,
      message: weak('AppGwSslPolicy20150501'),
    },
    'a profile without a policy leaves that of the gateway': {
      on: of({
        httpListeners: [{ ...https, sslProfile: { id: 'profile' } }],
        sslPolicy: { policyName: 'AppGwSslPolicy20150501' },
        sslProfiles: [{ id: 'profile' }],
      }),
      beside,
      message: weak('AppGwSslPolicy20150501'),
    },
    'a custom policy with TLS 1.1': {
      on: policy({ sslPolicy: { minProtocolVersion: 'TLSv1_1' } }),
      beside,
      message: weak('TLSv1_1'),
    },
  },
  unknown: {
    'an advanced routing map': {
      on: serving([http], [ruleOf({ advancedRoutingMap: { id: 'map' } })]),
      beside,
      reason: 'outside',
      message: 'What the routing map of http does is not read.',
    },
    'clusters were not read': { on: serving([https], []), beside, hidden: [aksCluster], reason: 'denied' },
  },
  notApplicable: {
    'no cluster is behind it': {
      on: serving([http], [ruleOf()]),
      beside: [aksWith()],
      message: 'it stands in front of no cluster that was read',
    },
  },
});
