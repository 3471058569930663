import { effectiveWith, networkWith, vpcDeny, vpcRule } from '../../../support/gcp/compute.ts';
import { gkeWith, nodeTag } from '../../../support/gcp/gke.ts';

const open = 'ssh opens port 22 of public nodes to the internet.';
const estate = [gkeWith(), networkWith(), effectiveWith()];
const medium = 'medium';
const healthChecks = ['130.211.0.0/22', '35.191.0.0/16', '209.85.152.0/22', '209.85.204.0/22'];
const open22 = (message: string) => ({ beside: estate, message });

/** The cases of targets: which nodes a rule applies to, and what is judged elsewhere. */
export const targets = {
  fail: {
    'private nodes make it medium': {
      on: vpcRule(),
      beside: [gkeWith({ privateClusterConfig: { enablePrivateNodes: true } }), networkWith(), effectiveWith()],
      message: 'ssh opens port 22 of private nodes to the internet.',
      grade: medium,
    },
    'one public pool makes it critical': {
      on: vpcRule(),
      beside: [
        gkeWith({
          networkConfig: { defaultEnablePrivateNodes: true },
          nodePools: [{ name: 'a' }, { name: 'b', networkConfig: { enablePrivateNodes: false } }],
        }),
        networkWith(),
        effectiveWith(),
      ],
      message: open,
    },
    'a target tag of the pool': { on: vpcRule({ targetTags: ['other', 'web'] }), ...open22(open) },
    'the tag that GKE adds': { on: vpcRule({ targetTags: [nodeTag] }), ...open22(open) },
    'the service account of the pool': {
      on: vpcRule({ targetServiceAccounts: ['nodes@shop-prod.iam.gserviceaccount.com'] }),
      beside: [
        gkeWith({ nodePools: [{ config: { serviceAccount: 'nodes@shop-prod.iam.gserviceaccount.com' } }] }),
        networkWith(),
        effectiveWith(),
      ],
      message: open,
    },
    'the default account is the one of Compute Engine': {
      on: vpcRule({ targetServiceAccounts: ['123-compute@developer.gserviceaccount.com'] }),
      ...open22(open),
    },
    'a deny for other targets shadows nothing': {
      on: vpcRule(),
      beside: [...estate, vpcDeny({ priority: 900, targetTags: ['other'] })],
      message: open,
    },
    'a cluster of another project on a shared network': {
      on: vpcRule(),
      beside: [
        gkeWith({
          selfLink: 'https://container.googleapis.com/v1/projects/team/zones/europe-west1-b/clusters/shop',
          networkConfig: { network: 'projects/shop-prod/global/networks/main' },
        }),
        networkWith(),
        effectiveWith(),
      ],
      message: open,
    },
    'an Autopilot cluster without pools': {
      on: vpcRule({ targetTags: ['gk3-shop-1a2b3c4d-node'] }),
      beside: [gkeWith({ autopilot: { enabled: true }, nodePools: undefined }), networkWith(), effectiveWith()],
      message: open,
    },
    'a rule with the name of a Service and no node tag': {
      on: vpcRule({ name: 'k8s-fw-a1' }),
      beside: estate,
      message: 'k8s-fw-a1 opens port 22 of public nodes to the internet.',
    },
    'the name of a Service exempts no admin port': {
      on: vpcRule({ name: 'k8s-fw-a1', targetTags: [nodeTag] }),
      beside: estate,
      message: 'k8s-fw-a1 opens port 22 of public nodes to the internet.',
    },
    'the name of an Ingress exempts no admin port': {
      on: vpcRule({ name: 'l7-a1', targetTags: [nodeTag], allowed: [{ IPProtocol: 'tcp', ports: ['3000-4000'] }] }),
      beside: estate,
      message: 'l7-a1 opens port 3389 of public nodes to the internet.',
    },
    'the name of a cluster exempts no admin port': {
      on: vpcRule({ name: 'gke-shop-1a2b3c4d-ssh', targetTags: [nodeTag] }),
      beside: estate,
      message: 'gke-shop-1a2b3c4d-ssh opens port 22 of public nodes to the internet.',
    },
    'a rule named after a cluster that is not there': {
      on: vpcRule({ name: 'gke-other-1a2b3c4d-ssh', targetTags: [nodeTag] }),
      beside: estate,
      message: 'gke-other-1a2b3c4d-ssh opens port 22 of public nodes to the internet.',
    },
  },
  notApplicable: {
    'every port open, by protocol': {
      on: vpcRule({ allowed: [{ IPProtocol: 'all' }] }),
      beside: estate,
      message: 'it opens every port: gcp-firewall-any-port-open judges it',
    },
    'every port open, without ports': {
      on: vpcRule({ allowed: [{ IPProtocol: 'tcp' }] }),
      beside: estate,
      message: 'it opens every port: gcp-firewall-any-port-open judges it',
    },
    'every port open, as a range': {
      on: vpcRule({ allowed: [{ IPProtocol: 'tcp', ports: ['1-65535'] }] }),
      beside: estate,
      message: 'it opens every port: gcp-firewall-any-port-open judges it',
    },
    'a rule that GKE makes for a Service': {
      on: vpcRule({ name: 'k8s-fw-a1', targetTags: [nodeTag], allowed: [{ IPProtocol: 'tcp', ports: ['443'] }] }),
      beside: estate,
      message: 'GKE makes it: its ports come from Services and Ingresses',
    },
    'a rule that GKE makes for an Ingress': {
      on: vpcRule({
        name: 'k8s-a1-node-http-hc',
        targetTags: [nodeTag],
        sourceRanges: healthChecks,
        allowed: [{ IPProtocol: 'tcp', ports: ['10256'] }],
      }),
      beside: estate,
      message: 'GKE makes it: its ports come from Services and Ingresses',
    },
    'a rule that GKE makes for a cluster': {
      on: vpcRule({ name: 'gke-shop-1a2b3c4d-ssh', targetTags: [nodeTag], sourceRanges: ['34.90.1.2/32'] }),
      beside: estate,
      message: 'GKE makes it: its ports come from Services and Ingresses',
    },
    'other machines of the network': {
      on: vpcRule({ targetTags: ['bastion'] }),
      beside: estate,
      message: 'it applies to no node of a cluster',
    },
  },
} as const;
