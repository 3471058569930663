import { aksVersions } from '#clouds/azure/aks/version/resource';
import { eksVersion } from '#clouds/aws/eks/version/resource';
import { gkeServerConfig } from '#clouds/gcp/gke/server-config/resource';
import { gkeUpgradeInfo } from '#clouds/gcp/gke/upgrade-info/resource';
import rule from '#rules/cross/cross-unsupported-version-public';
import { clusterWith } from '../../support/aws/eks.ts';
import { versionsIn } from '../../support/azure/aks-machines.ts';
import { aksWith } from '../../support/azure/aks.ts';
import { gkeWith } from '../../support/gcp/gke.ts';
import { testRule } from '../../support/test-rule.ts';
import { listed } from '../aws/eks/eks-version-unsupported.versions.ts';
import { ends, offer } from '../gcp/gke/gke-version-unsupported.offers.ts';

const at = '2026-09-01T00:00:00Z';
const params = { allowedCidrs: ['203.0.113.0/24'] };
const closed = 'The API endpoint is not open to the internet.';
const ended = (minor: string) =>
  `The API endpoint is open to the internet, and support of Kubernetes ${minor} has ended.`;
const supported = (minor: string) => `Kubernetes ${minor} is in support.`;

const everyone = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
const office = { endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] };
const eks = (version: string | undefined, vpc: object = everyone) => clusterWith(vpc, { version });

const location = 'westeurope';
const beside = [versionsIn(location)];
const aks = (currentKubernetesVersion: string, more: Parameters<typeof aksWith>[0] = {}) =>
  aksWith({ location, currentKubernetesVersion, agentPoolProfiles: [], ...more });

const gke = (
  currentMasterVersion: string,
  channel?: 'REGULAR' | 'EXTENDED',
  more: Parameters<typeof gkeWith>[0] = {},
) => gkeWith({ currentMasterVersion, ...(channel && { releaseChannel: { channel } }), ...more });
const v132 = '1.32.2-gke.1182003';
const privateOnly = { privateClusterConfig: { enablePrivateEndpoint: true } };

testRule(rule, {
  pass: {
    'an EKS minor past support behind an endpoint for an office': {
      on: eks('1.30', office),
      beside: listed,
      at,
      message: closed,
    },
    'a closed endpoint, whatever is told of versions': {
      on: eks('1.30', office),
      hidden: [eksVersion],
      at,
      message: closed,
    },
    'extended support is support': { on: eks('1.31'), beside: listed, at, message: supported('1.31') },
    'a supported minor, whatever is known of the endpoint': {
      on: eks('1.34', {}),
      beside: listed,
      at,
      message: supported('1.34'),
    },
    'the shipped table stands in for files': { on: eks('1.35'), folder: 'recorded', at, message: supported('1.35') },
    'a minor that AKS lists': { on: aks('1.33.7'), beside, message: supported('1.33') },
    'a minor that AKS lists as a preview': { on: aks('1.34.0'), beside, message: supported('1.34') },
    'a minor with long-term support alone, with the plan for it': {
      on: aks('1.31.9', { supportPlan: 'AKSLongTermSupport' }),
      beside,
      message: supported('1.31'),
    },
    'a pool past support is not the API': {
      on: aks('1.33.7', { agentPoolProfiles: [{ name: 'old', currentOrchestratorVersion: '1.30.1' }] }),
      beside,
      message: supported('1.33'),
    },
    'a private AKS cluster': {
      on: aks('1.30.1', { apiServerAccessProfile: { enablePrivateCluster: true } }),
      beside,
      message: closed,
    },
    'a GKE minor before its end': {
      on: gke(v132),
      beside: [ends('2026-09-02T00:00:00Z'), offer],
      at,
      message: supported('1.32'),
    },
    'the channel EXTENDED past standard support': {
      on: gke(v132, 'EXTENDED'),
      beside: [ends('2026-04-11T00:00:00Z', '2027-02-11T00:00:00Z'), offer],
      at,
      message: supported('1.32'),
    },
    'GKE tells no end, and still offers the minor': { on: gke(v132), beside: [ends(), offer], at },
    'a GKE cluster with a private endpoint alone': {
      on: gke('1.30.1-gke.1', 'REGULAR', privateOnly),
      beside: [ends(), offer],
      at,
      message: closed,
    },
  },
  fail: {
    'policy names no network of EKS that may call': {
      on: eks('1.30'),
      beside: listed,
      at,
      message: ended('1.30'),
      cannot: 'allowedCidrs is empty: name the networks that may call',
    },
    'policy names no network of AKS that may call': {
      on: aks('1.30.9'),
      beside,
      params: { allowedCidrs: ['2001:db8::/32'] },
      message: ended('1.30'),
      cannot: 'allowedCidrs names no IPv4 network: name the networks that may call',
    },
    'a DNS endpoint of GKE that takes external traffic': {
      on: gke(v132, 'REGULAR', { controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } }),
      beside: [ends('2026-04-11T00:00:00Z', '2027-02-11T00:00:00Z'), offer],
      at,
      params,
      message: ended('1.32'),
      cannot: 'its DNS endpoint takes external traffic, which no list of networks limits: close that first',
    },
    'EKS calls the minor unsupported': { on: eks('1.30'), beside: listed, at, params, message: ended('1.30') },
    'the end of extended support has passed': {
      on: eks('1.31'),
      beside: listed,
      at: '2026-11-27T00:00:00Z',
      params,
      message: ended('1.31'),
    },
    'a minor older than all that EKS lists': { on: eks('1.21'), beside: listed, at, params, message: ended('1.21') },
    'half of the internet is the internet': {
      on: eks('1.30', { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/1'] }),
      beside: listed,
      at,
      params,
      message: ended('1.30'),
    },
    'the shipped table knows the end': { on: eks('1.30'), folder: 'recorded', at, params, message: ended('1.30') },
    'a minor before all that AKS lists': { on: aks('1.30.9'), beside, params, message: ended('1.30') },
    'long-term support without the plan for it': { on: aks('1.31.9'), beside, params, message: ended('1.31') },
    'standard support of GKE ended': {
      on: gke(v132, 'REGULAR'),
      beside: [ends('2026-04-11T00:00:00Z', '2027-02-11T00:00:00Z'), offer],
      at,
      params,
      message: ended('1.32'),
    },
    'extended support of GKE ended': {
      on: gke(v132, 'EXTENDED'),
      beside: [ends('2025-04-11T00:00:00Z', '2026-02-11T00:00:00Z'), offer],
      at,
      params,
      message: ended('1.32'),
    },
    'GKE tells no end, and offers later minors alone': {
      on: gke('1.31.1-gke.1'),
      beside: [ends(), offer],
      at,
      params,
      message: ended('1.31'),
    },
  },
  unknown: {
    'versions that were not read': { on: eks('1.30'), hidden: [eksVersion], at, reason: 'denied' },
    'an EKS answer without a version': { on: eks(undefined), beside: listed, at, reason: 'field-missing' },
    'an EKS answer that does not say whether the endpoint is public': {
      on: eks('1.30', {}),
      beside: listed,
      at,
      reason: 'field-missing',
    },
    'a version that EKS does not list yet': { on: eks('1.40'), beside: listed, at, reason: 'not-found' },
    'what AKS offers was not read': { on: aks('1.30.9'), beside, hidden: [aksVersions], reason: 'denied' },
    'what AKS offers was not asked': { on: aks('1.30.9'), reason: 'not-found' },
    'an AKS cluster without a version': { on: aks(''), beside, reason: 'field-missing' },
    'an answer of AKS without minors': {
      on: aks('1.30.9'),
      beside: [versionsIn(location, {})],
      reason: 'field-missing',
    },
    'AKS lists nothing later': {
      on: aks('1.36.0'),
      beside,
      reason: 'not-found',
      message: 'AKS lists neither Kubernetes 1.36 nor a later minor in westeurope.',
    },
    'an AKS cluster that may be closed by a switch that no document explains': {
      on: aks('1.30.9', { publicNetworkAccess: 'Disabled' }),
      beside,
      reason: 'outside',
    },
    'GKE did not tell the ends, and the minor is still offered': {
      on: gke(v132),
      beside: [offer],
      hidden: [gkeUpgradeInfo],
      at,
      reason: 'denied',
    },
    'GKE tells no end, and what it offers was not read': {
      on: gke(v132),
      beside: [ends()],
      hidden: [gkeServerConfig],
      at,
      reason: 'denied',
    },
    'an end that is no date': { on: gke(v132), beside: [ends('soon'), offer], at, reason: 'malformed' },
    'a GKE answer without a version': { on: gke(''), beside: [ends(), offer], at, reason: 'field-missing' },
  },
});
