import type { ModifyInstanceMetadataOptionsRequest } from '@aws-sdk/client-ec2';
import { defineAction, wire, type Action, type CannotPlan } from '#model';
import { cannotPlan } from '#rule';
import { former } from '../../../former.ts';
import { isManaged, type NodeMetadata } from './metadata-facts.ts';
import { instance } from './resource.ts';

type Options = Pick<ModifyInstanceMetadataOptionsRequest, 'HttpTokens' | 'HttpPutResponseHopLimit'>;

/**
 * Changes the metadata service of an instance that stands; one that takes its place starts as its template says.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html
 */
export const modifyMetadata = defineAction({
  name: 'ec2.modify-metadata',
  on: instance,
  kind: 'replace',
  permissions: ['ec2:ModifyInstanceMetadataOptions', 'ec2:DescribeInstances'],
  writes: ['MetadataOptions'],
  request: wire<Options>(),
  simulate: (it, request) => [
    {
      put: {
        ...it,
        config: { ...it.config, MetadataOptions: { ...it.config.MetadataOptions, ...request, State: 'applied' } },
      },
    },
  ],
  undo: ({ config }, request, again) => [
    again(former(config.MetadataOptions, request, { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 })),
  ],
});

/** Changes the metadata service of each node, where all of them may be changed. */
export function changeEach(nodes: readonly NodeMetadata[], request: Options): readonly Action[] | CannotPlan {
  if (nodes.length === 0) return cannotPlan('its launch template has to change, and its nodes after it');
  const managed = nodes.find(({ node }) => isManaged(node));
  if (managed) return cannotPlan(`EKS manages ${managed.node.name}: only it can change the node`);
  return nodes.map(({ node }) => modifyMetadata(node, request));
}
