import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-node-imds-hop-limit';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { givenTemplate, managedTags, nodeWith, templateWith } from '../../../support/aws/ec2.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const group = nodegroupWith();
const templated = nodegroupWith(givenTemplate);
const none = { scalingConfig: { desiredSize: 0 } };
const wanting = nodegroupWith({ ...givenTemplate, scalingConfig: { desiredSize: 2 } });
const emptied = nodegroupWith({ ...givenTemplate, ...none });
const v2 = (HttpPutResponseHopLimit?: number) =>
  ({ HttpEndpoint: 'enabled', HttpTokens: 'required', State: 'applied', HttpPutResponseHopLimit }) as const;
const v1 = { HttpEndpoint: 'enabled', HttpTokens: 'optional', HttpPutResponseHopLimit: 2 } as const;
const node = (options: ReturnType<typeof v2> | typeof v1, more: Parameters<typeof nodeWith>[0] = {}) =>
  nodeWith({ Tags: managedTags, MetadataOptions: options, ...more });
const pins = (HttpPutResponseHopLimit: number | undefined, more: { HttpEndpoint?: 'disabled' } = {}) =>
  templateWith({ MetadataOptions: { HttpPutResponseHopLimit, ...more } });
const asks = templateWith({ MetadataOptions: { HttpTokens: 'required' } });
const one = 'Tokens travel too far on 1 node.';
const template = 'its launch template has to change, and its nodes after it';

testRule(rule, {
  pass: {
    'one hop': { on: group, beside: [node(v2(1))] },
    'as many hops as policy allows': { on: group, beside: [node(v2(2))], params: { maxHopLimit: 2 } },
    'a service that is off': {
      on: group,
      beside: [nodeWith({ Tags: managedTags, MetadataOptions: { ...v2(64), HttpEndpoint: 'disabled' } })],
    },
    'the template of a group that was scaled to nothing': { on: emptied, beside: [pins(1)] },
    'a template that turns the service off for a group that was scaled to nothing': {
      on: emptied,
      beside: [pins(2, { HttpEndpoint: 'disabled' })],
    },
    'a node that is left of a group that was scaled to nothing': {
      on: nodegroupWith(none),
      beside: [node(v2(1))],
    },
    'nodes of IMDSv1 are judged by the other rule, the rest here': {
      on: group,
      beside: [node(v1), node(v2(1), { InstanceId: 'i-2' })],
    },
    'a template with one hop': { on: templated, beside: [node(v2(1)), pins(1)] },
    'a template that says nothing is not judged': { on: templated, beside: [node(v2(1)), pins(undefined)] },
    'a template as far as policy allows': { on: emptied, beside: [pins(3)], params: { maxHopLimit: 3 } },
    'a template that turns the service off': {
      on: templated,
      beside: [node(v2(1)), pins(2, { HttpEndpoint: 'disabled' })],
    },
    'nodes of the cluster itself': { on: clusterWith({}), beside: [nodeWith({ MetadataOptions: v2(1) })] },
  },
  fail: {
    'two hops': { on: group, beside: [node(v2(2))], message: one },
    'more hops than policy allows': {
      on: group,
      beside: [node(v2(3))],
      params: { maxHopLimit: 2 },
      message: one,
    },
    'one finding for all nodes': {
      on: group,
      beside: [node(v2(2)), node(v2(64), { InstanceId: 'i-2' }), node(v1, { InstanceId: 'i-3' })],
      message: 'Tokens travel too far on 2 nodes.',
    },
    'a node that no node group answers for': {
      on: clusterWith({}),
      beside: [nodeWith({ MetadataOptions: v2(2) })],
      message: one,
    },
    'a node that EKS manages cannot be changed': {
      on: clusterWith({}),
      beside: [nodeWith({ MetadataOptions: v2(2), Operator: { Managed: true } })],
      message: one,
      cannot: 'EKS manages i-1: only it can change the node',
    },
    'a live node is the finding, not the template': {
      on: templated,
      beside: [node(v2(2)), pins(2)],
      message: one,
    },
    'a template with two hops, though live nodes have one': {
      on: templated,
      beside: [node(v2(1)), pins(2)],
      message: 'Its launch template pins a hop limit of 2.',
      key: 'template',
      grade: 'low',
      cannot: template,
    },
    'a template with two hops, and no nodes yet': {
      on: templated,
      beside: [pins(2)],
      message: 'Its launch template pins a hop limit of 2.',
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
    'a group without nodes that does not say how many it wants': { on: group, reason: 'not-found' },
    'a group without nodes that wants some, whatever its template pins': {
      on: wanting,
      beside: [pins(1)],
      reason: 'not-found',
    },
    'a group without nodes that wants some, whose template asks for a token and pins no limit': {
      on: wanting,
      beside: [asks],
      reason: 'not-found',
    },
    'nodes that could not be read': { on: group, hidden: [instance], reason: 'denied' },
    'an answer without a hop limit': {
      on: group,
      beside: [node(v2())],
      reason: 'field-missing',
      message:
        'The answer has no arn:aws:ec2:eu-west-1:111122223333:instance/i-1#MetadataOptions.HttpPutResponseHopLimit.',
    },
    'an answer without options': {
      on: group,
      beside: [nodeWith({ Tags: managedTags })],
      reason: 'field-missing',
      message: 'The answer has no arn:aws:ec2:eu-west-1:111122223333:instance/i-1#MetadataOptions.HttpTokens.',
    },
    'a node without options beside one of IMDSv1': {
      on: group,
      beside: [node(v1), nodeWith({ Tags: managedTags, InstanceId: 'i-2' })],
      reason: 'field-missing',
    },
    'a template that could not be read': {
      on: templated,
      beside: [node(v2(1))],
      hidden: [launchTemplateVersion],
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
    'a group that was scaled to nothing, with a template that asks for a token and pins no limit': {
      on: emptied,
      beside: [asks],
      message: 'it has no nodes',
    },
    'IMDSv1 answers pods at any hop limit': {
      on: group,
      beside: [node(v1)],
      message: 'IMDSv1 answers its pods at any hop limit',
    },
    'a cluster without nodes of its own': {
      on: clusterWith({}),
      beside: [group, node(v2(2))],
      message: 'it has no nodes outside its managed node groups',
    },
  },
});

it('there is no plan for what has no nodes that it answers for', () => {
  expect(judgedBy(rule, clusterWith({}), { beside: [group] }).plan()).toEqual({
    cannot: 'its nodes could not be read',
  });
});
it('the plan leaves nodes of IMDSv1 to the other rule', () => {
  const beside = [node(v2(2)), node(v1, { InstanceId: 'i-2' })];
  expect(judgedBy(rule, group, { beside }).plan()).toMatchObject([{ subject: { name: 'i-1' } }]);
});
