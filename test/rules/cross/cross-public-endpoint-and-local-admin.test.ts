import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import rule from '#rules/cross/cross-public-endpoint-and-local-admin';
import { entryWith, iamArn } from '../../support/aws/access.ts';
import { clusterWith } from '../../support/aws/eks.ts';
import { aksOpenTo, aksWith } from '../../support/azure/aks.ts';
import { gkeWith } from '../../support/gcp/gke.ts';
import { testRule } from '../../support/test-rule.ts';

const params = { allowedCidrs: ['203.0.113.0/24'] };
const everyone = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
const office = { endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] };
const byEntries = { accessConfig: { authenticationMode: 'API' as const } };
const eks = clusterWith(everyone, byEntries);
const ada = entryWith(iamArn('user/people/ada'));
const closed = 'No endpoint that takes static credentials is open to the internet.';
const none = 'No static credential was found.';
const users = 'The API endpoint is open to the internet, and IAM users may sign in: people/ada.';
const local = 'The API endpoint is open to the internet, and the cluster hands out local credentials of cluster-admin.';
const issued = 'The API endpoint is open to the internet, and a client certificate was issued.';
const password = 'The API endpoint is open to the internet, and a static password opens it.';

const withCertificate = { clientCertificateConfig: { issueClientCertificate: true } };
const withoutCertificate = { clientCertificateConfig: { issueClientCertificate: false } };
const dns = (tokens?: boolean, certificates?: boolean) => ({
  controlPlaneEndpointsConfig: {
    ipEndpointsConfig: { enabled: false },
    dnsEndpointConfig: {
      allowExternalTraffic: true,
      ...(tokens !== undefined && { enableK8sTokensViaDns: tokens }),
      ...(certificates !== undefined && { enableK8sCertsViaDns: certificates }),
    },
  },
});

testRule(rule, {
  pass: {
    'an EKS endpoint for an office, whoever may sign in': {
      on: clusterWith(office, byEntries),
      beside: [ada],
      message: closed,
    },
    'a closed endpoint, whatever could not be read': {
      on: clusterWith(office, byEntries),
      hidden: [accessEntry],
      message: closed,
    },
    'access entries of roles alone': { on: eks, beside: [entryWith(iamArn('role/admin'))], message: none },
    'the IAM user of another cluster': {
      on: eks,
      beside: [entryWith(iamArn('user/ada'), { clusterName: 'other' })],
      message: none,
    },
    'an entry by which nobody signs in': {
      on: eks,
      beside: [entryWith(iamArn('user/ada'), { type: 'EC2_LINUX' })],
      message: none,
    },
    'the ConfigMap is no static credential': {
      on: clusterWith(everyone, { accessConfig: { authenticationMode: 'CONFIG_MAP' } }),
      hidden: [accessEntry],
      message: none,
    },
    'an EKS cluster without static credentials, however open it is': {
      on: clusterWith({}, byEntries),
      beside: [entryWith()],
      message: none,
    },
    'an AKS cluster without local accounts': { on: aksWith({ disableLocalAccounts: true }), message: none },
    'an AKS cluster with local accounts for an office': { on: aksOpenTo('203.0.113.0/24'), message: closed },
    'a GKE cluster without either': { on: gkeWith({ masterAuth: withoutCertificate }), message: none },
    'a GKE cluster with a certificate for an office': {
      on: gkeWith({
        masterAuth: withCertificate,
        masterAuthorizedNetworksConfig: {
          enabled: true,
          gcpPublicCidrsAccessEnabled: false,
          cidrBlocks: [{ cidrBlock: '203.0.113.0/24' }],
        },
      }),
      message: closed,
    },
    'an open DNS endpoint that takes tokens and no certificates': {
      on: gkeWith({ masterAuth: withCertificate, ...dns(true, false) }),
      message: closed,
    },
    'a DNS endpoint without external traffic': {
      on: gkeWith({
        masterAuth: withCertificate,
        controlPlaneEndpointsConfig: {
          ipEndpointsConfig: { enabled: false },
          dnsEndpointConfig: { allowExternalTraffic: false },
        },
      }),
      message: closed,
    },
  },
  fail: {
    'policy names no network that may call': {
      on: eks,
      beside: [ada],
      message: users,
      cannot: 'allowedCidrs is empty: name the networks that may call',
    },
    'an IAM user, whatever the entry permits': { on: eks, beside: [ada, entryWith()], params, message: users },
    'two IAM users': {
      on: eks,
      beside: [ada, entryWith(iamArn('user/bob'))],
      params,
      message: 'The API endpoint is open to the internet, and IAM users may sign in: bob, people/ada.',
    },
    'both ways of access, of which one are entries': {
      on: clusterWith(everyone, { accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' } }),
      beside: [ada],
      params,
      message: users,
    },
    'an AKS cluster that does not say that local accounts are disabled': { on: aksWith(), params, message: local },
    'an AKS cluster with local accounts that lets every Azure customer in': {
      on: aksWith({ disableLocalAccounts: false, apiServerAccessProfile: { authorizedIPRanges: ['AzureCloud'] } }),
      params,
      message: local,
    },
    'a client certificate of GKE': { on: gkeWith({ masterAuth: withCertificate }), params, message: issued },
    'a static password of GKE': {
      on: gkeWith({ masterAuth: { username: 'admin', ...withCertificate } }),
      params,
      message: password,
      grade: 'critical',
    },
    'a password whose user is not told': {
      on: gkeWith({ masterAuth: { password: 'not-stored' } }),
      params,
      message: password,
      grade: 'critical',
    },
    'an open DNS endpoint that takes certificates': {
      on: gkeWith({ masterAuth: withCertificate, ...dns(false, true) }),
      params,
      message: issued,
      cannot: 'its DNS endpoint takes external traffic, which no list of networks limits: close that first',
    },
  },
  unknown: {
    'access entries that were not read': { on: eks, hidden: [accessEntry], reason: 'denied' },
    'an EKS answer that does not say whether the endpoint is public': {
      on: clusterWith({}, byEntries),
      beside: [ada],
      reason: 'field-missing',
    },
    'an EKS answer that does not say who may sign in': {
      on: clusterWith(everyone, { accessConfig: {} }),
      reason: 'field-missing',
    },
    'an EKS answer without its name': {
      on: clusterWith(everyone, { ...byEntries, name: undefined }),
      reason: 'field-missing',
    },
    'an entry without a principal': {
      on: eks,
      beside: [entryWith(iamArn('user/ada'), { principalArn: undefined })],
      reason: 'field-missing',
    },
    'the entry of a user without a type': {
      on: eks,
      beside: [entryWith(iamArn('user/ada'), { type: undefined })],
      reason: 'field-missing',
    },
    'files that hold the cluster and no entries': { on: eks, folder: 'recorded', reason: 'not-in-files' },
    'an AKS cluster that may be closed by a switch that no document explains': {
      on: aksWith({ publicNetworkAccess: 'Disabled' }),
      reason: 'outside',
    },
    'a GKE answer without masterAuth': { on: gkeWith(), reason: 'field-missing' },
    'a DNS endpoint that does not say whether it takes certificates': {
      on: gkeWith({ masterAuth: withCertificate, ...dns(true) }),
      reason: 'field-missing',
    },
    'a GKE cluster that does not say whether it lets the addresses of Google Cloud in': {
      on: gkeWith({
        masterAuth: withCertificate,
        masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock: '203.0.113.0/24' }] },
      }),
      reason: 'field-missing',
    },
  },
});
