import { clusters } from '../../support/kubernetes/objects.ts';
import {
  aks,
  aksWith,
  anonymous,
  eksWith,
  gke,
  gkeWith,
  gkeOf,
  gkeTold,
  grant,
  onAks,
  onEks,
  onGke,
  privateEks,
  secrets,
} from '../../support/kubernetes/open-apis.ts';

const onAksTo = (subject: string) => grant(subject, secrets, 'open', clusters.aks);
const onGkeTo = (subject: string) => grant(subject, secrets, 'open', clusters.gke);
const closed = 'The API endpoint is not open to the internet.';
const open = (subject: string, allows: string) =>
  `The API endpoint is open to the internet, and ${subject} may ${allows}.`;

/** The cases of endpoints: what is open to the internet on each cloud. */
export const endpoints = {
  pass: {
    'the endpoint of an EKS cluster is limited to an office': {
      on: onEks,
      beside: [eksWith('203.0.113.0/24'), ...grant(anonymous)],
      message: closed,
    },
    'many addresses are not the whole internet': {
      on: onEks,
      beside: [eksWith('52.0.0.0/8'), ...grant(anonymous)],
      message: closed,
    },
    'a private EKS endpoint': {
      on: onEks,
      beside: [privateEks, ...grant(anonymous)],
      message: closed,
    },
    'a limited AKS endpoint': {
      on: onAks,
      beside: [aksWith('203.0.113.0/24'), ...onAksTo(anonymous)],
      message: closed,
    },
    'a GKE cluster with a DNS endpoint behind the IAM of Google': {
      on: onGke,
      beside: [
        gkeWith({ allowExternalTraffic: true, enableK8sTokensViaDns: false, enableK8sCertsViaDns: false }),
        ...onGkeTo(anonymous),
      ],
      message: closed,
    },
    'as many addresses as the rule for AKS allows by default': {
      on: onAks,
      beside: [aksWith('52.10.0.0/16', '10.0.0.0/8'), ...onAksTo(anonymous)],
      message: closed,
    },
    'as many addresses as the rule for GKE allows by default': {
      on: onGke,
      beside: [gkeOf('52.10.0.0/16'), ...onGkeTo(anonymous)],
      message: closed,
    },
  },
  fail: {
    'half of the internet is the internet': {
      on: onEks,
      beside: [eksWith('0.0.0.0/1'), ...grant(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'an AKS cluster without ranges': {
      on: onAks,
      beside: [aks, ...onAksTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'an AKS cluster that lets every Azure customer in': {
      on: onAks,
      beside: [aksWith('AzureCloud'), ...onAksTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'a GKE cluster without authorized networks': {
      on: onGke,
      beside: [gke, ...onGkeTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'a GKE DNS endpoint that takes tokens from anywhere': {
      on: onGke,
      beside: [gkeWith({ allowExternalTraffic: true, enableK8sTokensViaDns: true }), ...onGkeTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'more addresses than the rule for AKS allows by default': {
      on: onAks,
      beside: [aksWith('1.0.0.0/8', '2.0.0.0/8', '64.0.0.0/3'), ...onAksTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'a GKE cluster that lets the addresses of Google Cloud in': {
      on: onGke,
      beside: [gkeTold(true, '52.10.0.0/16'), ...onGkeTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'more addresses than the rule for GKE allows by default': {
      on: onGke,
      beside: [gkeOf('52.10.0.0/16', '52.20.0.1/32'), ...onGkeTo(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
  },
  unknown: {
    'a GKE DNS endpoint that does not say whether it takes tokens': {
      on: onGke,
      beside: [gkeWith({ allowExternalTraffic: true, enableK8sCertsViaDns: false }), ...onGkeTo(anonymous)],
      reason: 'field-missing',
      message: 'The answer has no controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sTokensViaDns.',
    },
    'a GKE cluster that does not say whether it lets the addresses of Google Cloud in': {
      on: onGke,
      beside: [gkeTold(undefined, '52.10.0.0/16'), ...onGkeTo(anonymous)],
      reason: 'field-missing',
      message: 'The answer has no masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled.',
    },
  },
} as const;
