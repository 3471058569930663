import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-node-imds-v1-allowed';
import { instanceMetadataDefaults } from '#clouds/aws/ec2/instance-metadata-defaults/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { givenTemplate, managedTags, metadataDefaultsWith, nodeWith, templateWith } from '../../../support/aws/ec2.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

type Options = NonNullable<Parameters<typeof nodeWith>[0]>['MetadataOptions'];

const group = nodegroupWith();
const templated = nodegroupWith(givenTemplate);
const none = { scalingConfig: { desiredSize: 0 } };
const wanting = nodegroupWith({ ...givenTemplate, scalingConfig: { desiredSize: 1 } });
const emptied = nodegroupWith({ ...givenTemplate, ...none });
const node = (MetadataOptions: Options, more: Parameters<typeof nodeWith>[0] = {}) =>
  nodeWith({ Tags: managedTags, MetadataOptions, ...more });
const own = (MetadataOptions: Options, more: Parameters<typeof nodeWith>[0] = {}) =>
  nodeWith({ MetadataOptions, ...more });
const v1 = { HttpEndpoint: 'enabled', HttpTokens: 'optional', State: 'applied' } as const;
const v2 = { HttpEndpoint: 'enabled', HttpTokens: 'required', State: 'applied' } as const;
const off = { HttpEndpoint: 'disabled', HttpTokens: 'optional' } as const;
const pins = (MetadataOptions: { HttpTokens?: 'optional' | 'required'; HttpEndpoint?: 'enabled' | 'disabled' }) =>
  templateWith({ MetadataOptions });
const one = 'IMDSv1 is answered on 1 node.';
const latent = 'Its launch template allows IMDSv1.';
const lax = metadataDefaultsWith({ HttpTokensEnforced: 'disabled' });
const template = 'its launch template has to change, and its nodes after it';

testRule(rule, {
  pass: {
    'nodes that ask for a token': { on: group, beside: [node(v2)] },
    'nodes whose service is off': { on: group, beside: [node(off)] },
    'the template of a group that was scaled to nothing': { on: emptied, beside: [pins({ HttpTokens: 'required' })] },
    'a template that turns the service off for a group that was scaled to nothing': {
      on: emptied,
      beside: [pins({ HttpEndpoint: 'disabled' })],
    },
    'a node that is left of a group that was scaled to nothing': {
      on: nodegroupWith(none),
      beside: [node(v2)],
    },
    'a node that is gone': {
      on: group,
      beside: [node(v2, { InstanceId: 'i-2' }), node(v1, { State: { Name: 'shutting-down' } })],
    },
    'a template that asks for a token': { on: templated, beside: [node(v2), pins({ HttpTokens: 'required' })] },
    'a template that says nothing is not judged': { on: templated, beside: [node(v2), pins({})] },
    'a template without options is not judged': { on: templated, beside: [node(v2), templateWith({})] },
    'a template that turns the service off': {
      on: templated,
      beside: [node(v2), pins({ HttpTokens: 'optional', HttpEndpoint: 'disabled' })],
    },
    'a template that the account overrules': {
      on: templated,
      beside: [node(v2), pins({ HttpTokens: 'optional' }), metadataDefaultsWith({ HttpTokensEnforced: 'enabled' })],
    },
    'nodes of the cluster itself that ask for a token': { on: clusterWith({}), beside: [own(v2)] },
  },
  fail: {
    'a node that answers without a token': { on: group, beside: [node(v1)], message: one },
    'an endpoint that is not said to be off is on': {
      on: group,
      beside: [node({ HttpTokens: 'optional' })],
      message: one,
    },
    'one finding for all nodes': {
      on: group,
      beside: [node(v1), node(v1, { InstanceId: 'i-2' }), node(v2, { InstanceId: 'i-3' })],
      message: 'IMDSv1 is answered on 2 nodes.',
    },
    'a stopped node': { on: group, beside: [node(v1, { State: { Name: 'stopped' } })], message: one },
    'a node whose account now enforces tokens': {
      on: group,
      beside: [node(v1), metadataDefaultsWith({ HttpTokensEnforced: 'enabled' })],
      message: one,
    },
    'a node that no node group answers for': { on: clusterWith({}), beside: [own(v1)], message: one },
    'a node that EKS manages cannot be changed': {
      on: clusterWith({}),
      beside: [own(v1, { Operator: { Managed: true, Principal: 'eks.amazonaws.com' } })],
      message: one,
      cannot: 'EKS manages i-1: only it can change the node',
    },
    'a live node is the finding, not the template': {
      on: templated,
      beside: [node(v1), pins({ HttpTokens: 'optional' }), lax],
      message: one,
    },
    'a template that allows it, though live nodes do not': {
      on: templated,
      beside: [node(v2), pins({ HttpTokens: 'optional' }), lax],
      message: latent,
      key: 'template',
      grade: 'low',
      cannot: template,
    },
    'a template that allows it, while the nodes that the group wants were not found': {
      on: wanting,
      beside: [pins({ HttpTokens: 'optional' }), lax],
      message: latent,
      key: 'template',
      grade: 'low',
      cannot: template,
    },
    'a template that allows it where the account says nothing': {
      on: templated,
      beside: [pins({ HttpTokens: 'optional' }), metadataDefaultsWith(undefined)],
      message: latent,
      key: 'template',
      grade: 'low',
      cannot: template,
    },
  },
  unknown: {
    'a group that was scaled to nothing, whose nodes could not be read': {
      on: nodegroupWith(none),
      hidden: [instance],
      reason: 'denied',
    },
    'a group that was scaled to nothing, whose template could not be read': {
      on: emptied,
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'a group without nodes that wants some': {
      on: nodegroupWith({ scalingConfig: { desiredSize: 2 } }),
      reason: 'not-found',
      message: 'The group wants 2 nodes, and none was found.',
    },
    'a group without nodes that does not say how many it wants': {
      on: group,
      reason: 'not-found',
      message: 'No node of the group was found, and the answer does not say how many it wants.',
    },
    'a group without nodes that wants one, whatever its template asks for': {
      on: wanting,
      beside: [pins({ HttpTokens: 'required' })],
      reason: 'not-found',
      message: 'The group wants 1 node, and none was found.',
    },
    'a group without nodes that wants one, whose template turns the service off': {
      on: wanting,
      beside: [pins({ HttpEndpoint: 'disabled' })],
      reason: 'not-found',
    },
    'a group without nodes that wants one, whose template says nothing': {
      on: wanting,
      beside: [pins({})],
      reason: 'not-found',
    },
    'a group without nodes that wants one, whose template could not be read': {
      on: wanting,
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'a group without nodes in files that do not list them': {
      on: nodegroupWith({ scalingConfig: { desiredSize: 2 } }),
      folder: 'recorded',
      reason: 'not-in-files',
    },
    'nodes that could not be read': { on: group, hidden: [instance], reason: 'denied' },
    'an answer without options': {
      on: group,
      beside: [node(undefined)],
      reason: 'field-missing',
      message: 'The answer has no arn:aws:ec2:eu-west-1:111122223333:instance/i-1#MetadataOptions.HttpTokens.',
    },
    'a node without options beside good ones': {
      on: group,
      beside: [node(v2), node(undefined, { InstanceId: 'i-2' })],
      reason: 'field-missing',
    },
    'a node without options, where the account overrules the template': {
      on: templated,
      beside: [
        node(undefined),
        pins({ HttpTokens: 'optional' }),
        metadataDefaultsWith({ HttpTokensEnforced: 'enabled' }),
      ],
      reason: 'field-missing',
    },
    'a template that could not be read': {
      on: templated,
      beside: [node(v2)],
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'what the account enforces': {
      on: templated,
      beside: [node(v2), pins({ HttpTokens: 'optional' })],
      hidden: [instanceMetadataDefaults],
      reason: 'denied',
    },
    'a node group that is being made': { on: nodegroupWith({ status: 'CREATING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a group that was scaled to nothing': { on: nodegroupWith(none), message: 'it has no nodes' },
    'a group that was scaled to nothing, with a template that says nothing': {
      on: emptied,
      beside: [templateWith({})],
      message: 'it has no nodes',
    },
    'a group that was scaled to nothing, with a template whose options do not say': {
      on: emptied,
      beside: [pins({})],
      message: 'it has no nodes',
    },
    'a cluster without nodes of its own': {
      on: clusterWith({}),
      beside: [group, node(v1)],
      message: 'it has no nodes outside its managed node groups',
    },
  },
});

it('there is no plan for what has no nodes that it answers for', () => {
  expect(judgedBy(rule, clusterWith({}), { beside: [group] }).plan()).toEqual({
    cannot: 'its nodes could not be read',
  });
});
