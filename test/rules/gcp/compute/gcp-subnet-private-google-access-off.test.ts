import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/compute/gcp-subnet-private-google-access-off';
import { subnetworkWith } from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const here = { subnetwork: 'nodes' };
const beside = [gkeWith({ ...here, privateClusterConfig: { enablePrivateNodes: true } })];
const off = subnetworkWith({ privateIpGoogleAccess: false });
const message = 'Private Google Access is off, and private nodes of shop are in the subnetwork.';
const none = 'no node of a GKE cluster without external addresses is in it';

testRule(rule, {
  pass: {
    'Private Google Access is on': { on: subnetworkWith({ privateIpGoogleAccess: true }), beside },
  },
  fail: {
    'it is off, and the nodes of a pool are private': { on: off, beside, message },
    'the pool itself says that its nodes are private': {
      on: off,
      beside: [gkeWith({ ...here, nodePools: [{ name: 'system', networkConfig: { enablePrivateNodes: true } }] })],
      message,
    },
    'a pool that names the subnetwork': {
      on: off,
      beside: [
        gkeWith({
          subnetwork: 'others',
          networkConfig: { defaultEnablePrivateNodes: true },
          nodePools: [{ name: 'batch', networkConfig: { subnetwork: 'nodes' } }],
        }),
      ],
      message,
    },
    'nodes that are yet to come on Autopilot': {
      on: off,
      beside: [
        gkeWith({
          ...here,
          autopilot: { enabled: true },
          nodePools: [],
          networkConfig: { defaultEnablePrivateNodes: true },
        }),
      ],
      message,
    },
  },
  unknown: {
    'the answer does not say it': { on: subnetworkWith(), beside, reason: 'field-missing' },
    'clusters could not be listed': { on: off, hidden: [gkeCluster], reason: 'denied' },
  },
  notApplicable: {
    'no cluster': { on: off, message: none },
    'nodes with external addresses': { on: off, beside: [gkeWith(here)], message: none },
    'private nodes in another subnetwork': {
      on: off,
      beside: [
        gkeWith({
          ...here,
          nodePools: [
            { name: 'system' },
            { name: 'batch', networkConfig: { enablePrivateNodes: true, subnetwork: 'others' } },
          ],
        }),
      ],
      message: none,
    },
    'private nodes of another network with a subnetwork of that name': {
      on: off,
      beside: [
        gkeWith({
          networkConfig: {
            subnetwork: 'projects/shop-prod/regions/europe-west4/subnetworks/nodes',
            defaultEnablePrivateNodes: true,
          },
        }),
      ],
      message: none,
    },
  },
});
