import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/compute/gcp-project-ssh-keys-os-login';
import { computeProjectSaying, computeProjectWith } from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (metadata?: Readonly<Record<string, string>>, name = 'system') => ({ name, config: { metadata } });
const running = (...nodePools: readonly object[]) => [gkeWith({ nodePools })];
const beside = running(pool());
const keys = { 'ssh-keys': '2' };
const message = 'Nodes of system of shop take the 2 SSH keys in the metadata of the project.';
const serial = 'Nodes of system of shop have an interactive serial console.';
const none = 'no node pool of a Standard cluster is in the project';
const [key, grade] = ['serial-port', 'low' as const];

testRule(rule, {
  pass: {
    'no metadata': { on: computeProjectWith({}), beside },
    'keys that nobody holds': { on: computeProjectWith({ 'ssh-keys': '0' }), beside },
    ...Object.fromEntries(
      ['TRUE', 'true', '1', 'Y', 'YES', 'yes'].map((value) => [
        `keys, and OS Login is ${value}`,
        { on: computeProjectWith({ ...keys, 'enable-oslogin': value }), beside },
      ]),
    ),
    'keys, and the pool has OS Login itself': {
      on: computeProjectWith(keys),
      beside: running(pool({ 'enable-oslogin': 'TRUE' })),
    },
    'keys, and the pool takes none of the project': {
      on: computeProjectWith(keys),
      beside: running(pool({ 'block-project-ssh-keys': 'TRUE' })),
    },
    'the serial console is off': { on: computeProjectWith({ 'serial-port-enable': 'FALSE' }), beside },
    'the pool has the serial console off': {
      on: computeProjectWith({ 'serial-port-enable': 'TRUE' }),
      beside: running(pool({ 'serial-port-enable': 'false' })),
    },
  },
  fail: {
    'keys, and OS Login is not named': { on: computeProjectWith(keys), beside, message },
    'keys, and OS Login is off': { on: computeProjectWith({ ...keys, 'enable-oslogin': 'FALSE' }), beside, message },
    'keys by their older name': { on: computeProjectWith({ sshKeys: '2' }), beside, message },
    'keys in both lists count together': {
      on: computeProjectWith({ sshKeys: '1', 'ssh-keys': '1' }),
      beside,
      message,
    },
    'one key': {
      on: computeProjectWith({ 'ssh-keys': '1' }),
      beside,
      message: 'Nodes of system of shop take the 1 SSH key in the metadata of the project.',
    },
    'the pool turns OS Login off': {
      on: computeProjectWith({ ...keys, 'enable-oslogin': 'TRUE' }),
      beside: running(pool({ 'enable-oslogin': 'FALSE' })),
      message,
    },
    'a project cannot block its own keys': {
      on: computeProjectWith({ ...keys, 'block-project-ssh-keys': 'TRUE' }),
      beside,
      message,
    },
    'a pool without configuration': { on: computeProjectWith(keys), beside: running({ name: 'system' }), message },
    'the pools that take them are named': {
      on: computeProjectWith(keys),
      beside: running(pool(), pool({ 'block-project-ssh-keys': 'TRUE' }, 'good'), pool({}, 'batch')),
      message: 'Nodes of system of shop, batch of shop take the 2 SSH keys in the metadata of the project.',
    },
    'the serial console': {
      on: computeProjectWith({ 'serial-port-enable': '1' }),
      beside,
      key,
      grade,
      message: serial,
    },
    'the serial console of a pool alone': {
      on: computeProjectWith({}),
      beside: running(pool({ 'serial-port-enable': 'TRUE' })),
      key,
      grade,
      message: serial,
    },
    'both are findings of their own': {
      on: computeProjectWith({ ...keys, 'serial-port-enable': 'TRUE' }),
      beside,
      message,
      also: [serial],
    },
  },
  unknown: {
    'the answer has no metadata at all': { on: computeProjectSaying({}), beside, reason: 'field-missing' },
    'clusters could not be listed': { on: computeProjectWith(keys), hidden: [gkeCluster], reason: 'denied' },
  },
  notApplicable: {
    'no clusters': { on: computeProjectWith(keys), message: none },
    'Autopilot alone': {
      on: computeProjectWith(keys),
      beside: [gkeWith({ autopilot: { enabled: true } })],
      message: none,
    },
  },
});
