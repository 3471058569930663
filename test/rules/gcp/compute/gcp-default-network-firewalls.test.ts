import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/compute/gcp-default-network-firewalls';
import { vpcDeny, vpcRule } from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const beside = [gkeWith()];
const says = (name: string) => `${name} came with the network, and still lets in what it names.`;
const inDefault = {
  name: 'default-allow-internal',
  network: 'https://www.googleapis.com/compute/v1/projects/shop-prod/global/networks/default',
};
const other = 'it is no rule that comes with a network';

testRule(rule, {
  pass: {
    'it is turned off': { on: vpcRule({ name: 'main-allow-internal', disabled: true }), beside },
  },
  fail: {
    ...Object.fromEntries(
      ['internal', 'icmp', 'custom'].map((what) => [
        `what lets in ${what}`,
        { on: vpcRule({ name: `main-allow-${what}` }), beside, message: says(`main-allow-${what}`) },
      ]),
    ),
    'that of the default network': {
      on: vpcRule(inDefault),
      beside: [gkeWith({ network: 'default' })],
      message: says('default-allow-internal'),
    },
    'a rule that says it is not off': {
      on: vpcRule({ name: 'main-allow-icmp', disabled: false }),
      beside,
      message: says('main-allow-icmp'),
    },
  },
  unknown: {
    'clusters could not be listed': {
      on: vpcRule({ name: 'main-allow-icmp' }),
      hidden: [gkeCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a rule that somebody made': { on: vpcRule(), beside, message: other },
    'SSH is judged elsewhere': { on: vpcRule({ name: 'main-allow-ssh' }), beside, message: other },
    'RDP is judged elsewhere': { on: vpcRule({ name: 'main-allow-rdp' }), beside, message: other },
    'a name of another network': { on: vpcRule({ name: 'default-allow-internal' }), beside, message: other },
    'a rule of such a name that denies': {
      on: vpcDeny({ name: 'main-allow-internal' }),
      beside,
      message: other,
    },
    'what is let out': { on: vpcRule({ name: 'main-allow-internal', direction: 'EGRESS' }), beside, message: other },
    'no cluster in the network': {
      on: vpcRule(inDefault),
      beside,
      message: 'no cluster stands in its network',
    },
  },
});
