import { expect, it } from 'vitest';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import rule from '#rules/aws/eks/eks-nodegroup-ssh-open';
import {
  givenTemplate,
  groupWith,
  managedTags,
  nodeWith,
  prefixListOf,
  ruleFor,
  templateWith,
} from '../../../support/aws/ec2.ts';
import { nodegroupWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const key = { remoteAccess: { ec2SshKey: 'ops' } };
const made = { resources: { remoteAccessSecurityGroup: 'sg-1' } };
const asked = nodegroupWith({ ...key, ...made });
const node = (config: Parameters<typeof nodeWith>[0] = {}) => nodeWith({ Tags: managedTags, ...config });
const publicNode = node({ PublicIpAddress: '54.93.1.1' });
const world = groupWith([ruleFor('tcp 22', '0.0.0.0/0')]);
const message = 'The internet may log in to its nodes.';
const inside = 'The internet may log in to its nodes; none of them has a public address.';
const hasKey = 'Its nodes have an SSH key.';
const anew = 'a node group keeps its key: it has to be made anew';
const forbid = { forbidKeys: true };

testRule(rule, {
  pass: {
    'no key, no login': { on: nodegroupWith(), beside: [publicNode] },
    'a remote access without a key': { on: nodegroupWith({ remoteAccess: {}, ...made }), beside: [publicNode, world] },
    'somebody has closed the group that EKS made': { on: asked, beside: [publicNode, groupWith([])] },
    'the group lets in an office': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('tcp 22', '203.0.113.0/24')])],
    },
    'another port of the group is judged elsewhere': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('tcp 443', '0.0.0.0/0')])],
    },
    'source groups, and no group of its own': {
      on: nodegroupWith({ remoteAccess: { ec2SshKey: 'ops', sourceSecurityGroups: ['sg-2'] } }),
      beside: [publicNode],
    },
    'no key in the template either': {
      on: nodegroupWith(givenTemplate),
      beside: [templateWith({})],
      params: forbid,
    },
    'a template without data': { on: nodegroupWith(givenTemplate), beside: [templateWith(undefined)], params: forbid },
    'a template that is not there, where policy does not forbid keys': { on: nodegroupWith(givenTemplate) },
    'no template': { on: nodegroupWith(), params: forbid },
    'a key of the template, where policy does not forbid keys': {
      on: nodegroupWith(givenTemplate),
      beside: [templateWith({ KeyName: 'ops' })],
    },
  },
  fail: {
    'a key without source groups lets everyone in': {
      on: nodegroupWith(key),
      beside: [publicNode],
      message,
      cannot: 'the group that EKS made for the login is not known',
    },
    'a key with an empty list of source groups': {
      on: nodegroupWith({ remoteAccess: { ec2SshKey: 'ops', sourceSecurityGroups: [] } }),
      beside: [publicNode],
      message,
      cannot: 'the group that EKS made for the login is not known',
    },
    'the group that EKS made lets everyone in': { on: asked, beside: [publicNode, world], message },
    'a rule for all protocols cannot be split': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('-1', '0.0.0.0/0')])],
      message,
      cannot: 'a rule for all protocols cannot be split: say which of them have to stay open',
    },
    'a node that is gone says nothing': {
      on: asked,
      beside: [node(), node({ InstanceId: 'i-2', PublicIpAddress: '54.93.1.2', State: { Name: 'terminated' } }), world],
      message: inside,
      grade: 'low',
    },
    'port 3389 of Windows nodes': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('tcp 3389', '::/0')])],
      message,
    },
    'the group decides, whatever the source groups were': {
      on: nodegroupWith({ remoteAccess: { ec2SshKey: 'ops', sourceSecurityGroups: ['sg-2'] }, ...made }),
      beside: [publicNode, world],
      message,
    },
    'a list that holds everyone': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('tcp 22', 'pl-1')]), prefixListOf('pl-1', '0.0.0.0/0')],
      message,
    },
    'a public range of a sixteenth of IPv4': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('tcp 22', '52.0.0.0/8')])],
      message,
    },
    'a node with an IPv6 address': {
      on: asked,
      beside: [node({ Ipv6Address: '2a05:d014::1' }), world],
      message,
    },
    'one public node among private ones': {
      on: asked,
      beside: [node(), node({ InstanceId: 'i-2', PublicIpAddress: '54.93.1.2' }), world],
      message,
    },
    'a group without nodes does not say that they will be private': { on: asked, beside: [world], message },
    'all nodes are private': { on: asked, beside: [node(), world], message: inside, grade: 'low' },
    'a closed login with a key that policy forbids': {
      on: asked,
      beside: [publicNode, groupWith([])],
      params: forbid,
      message: hasKey,
      grade: 'low',
      cannot: anew,
    },
    'a key of the template that policy forbids': {
      on: nodegroupWith(givenTemplate),
      beside: [templateWith({ KeyName: 'ops' })],
      params: forbid,
      message: hasKey,
      grade: 'low',
      cannot: anew,
    },
    'an open login is graver than the key': {
      on: nodegroupWith({ ...key, ...made, diskSize: 20 }),
      beside: [node(), world],
      params: { forbidKeys: false },
      message: inside,
      grade: 'low',
    },
  },
  unknown: {
    'the group could not be read': { on: asked, beside: [publicNode], hidden: [securityGroup], reason: 'denied' },
    'the group is not there': {
      on: asked,
      beside: [publicNode],
      reason: 'not-found',
      message: 'The group sg-1 could not be found.',
    },
    'a list of the group could not be read': {
      on: asked,
      beside: [publicNode, groupWith([ruleFor('tcp 22', 'pl-1')])],
      hidden: [prefixList],
      reason: 'denied',
    },
    'how open it is, without the nodes': { on: asked, beside: [world], hidden: [instance], reason: 'denied' },
    'the template could not be read': {
      on: nodegroupWith(givenTemplate),
      params: forbid,
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'a node group that is being made': { on: nodegroupWith({ ...key, status: 'CREATING' }), reason: 'in-transition' },
  },
});

it('the evidence of a key is where it is named', () => {
  const template = templateWith({ KeyName: 'ops' });
  const options = { beside: [template], params: forbid };
  const [found] = judgedBy(rule, nodegroupWith(givenTemplate), options).judgements;
  expect(found?.evidence).toEqual([{ at: `${template.id}#LaunchTemplateData.KeyName`, actual: 'ops' }]);
});
