import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { instanceMetadataDefaults } from '../instance-metadata-defaults/resource.ts';
import { nodegroupTemplate, type TemplateVersion } from '../launch-template-version/facts.ts';
import { nodeless, ownNodes, type Instance } from './facts.ts';
import type { instance } from './resource.ts';

type Option = 'HttpTokens' | 'HttpPutResponseHopLimit';

/** The metadata service of one node: whether it asks for a token, and how far one travels. */
export interface NodeMetadata {
  readonly node: Instance;
  readonly tokens: 'optional' | 'required';
  readonly hops: number | undefined;
}

/** What a launch template says of the metadata services of new nodes. */
export interface PinnedOptions {
  readonly id: string;
  readonly tokens: string | undefined;
  readonly hops: number | undefined;
}

/** The metadata services that an object's nodes answer with, and what its launch template pins for new ones. */
export interface MetadataServices {
  /** Nodes whose service is off are left out. */
  readonly nodes: readonly NodeMetadata[];
  readonly template?: PinnedOptions;
  readonly unread: readonly Unknown[];
}

/** Whether an object's nodes ask for a token. */
export const nodeTokens = servicesBy('ec2.node-tokens', 'HttpTokens');

/** How far the tokens of an object's nodes travel. */
export const nodeHops = servicesBy('ec2.node-hops', 'HttpPutResponseHopLimit');

/** Whether the account lets no new instance answer without a token. */
export const tokensEnforced = defineFact({
  name: 'ec2.tokens-enforced',
  of: [eksNodegroup, eksCluster],
  uses: [instanceMetadataDefaults],
  work(_, { list }): boolean | Unknown {
    const { items, unread } = list(instanceMetadataDefaults);
    return unread ?? items.some(({ config }) => config.AccountLevel?.HttpTokensEnforced === 'enabled');
  },
});

/** Whether an operator such as EKS Auto Mode manages an instance: its options are not the customer's to change. */
export const isManaged = ({ config }: ResourceOf<typeof instance>): boolean => config.Operator?.Managed === true;

/** Where something stands in the metadata options of nodes. */
export const optionsOf = (nodes: readonly NodeMetadata[], field: Option, expected: unknown): readonly Evidence[] =>
  nodes.map(({ node }) => ({
    at: `${node.id}#MetadataOptions.${field}`,
    actual: node.config.MetadataOptions?.[field],
    expected,
  }));

/** Nodes whose answer does not say how far a token travels. Today's API always returns it. */
export const hopsMissing = (nodes: readonly NodeMetadata[]): readonly Unknown[] =>
  nodes
    .filter(({ hops }) => hops === undefined)
    .map(({ node }) => fieldMissing(`${node.id}#MetadataOptions.HttpPutResponseHopLimit`));

/**
 * The metadata services of an object's nodes, by one option. Today's API always returns `MetadataOptions` of an instance. A
 * template is only read where it says something itself: what it leaves out comes from the account and the image.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
function servicesBy(name: string, option: Option) {
  return defineFact({
    name,
    of: [eksNodegroup, eksCluster],
    uses: [ownNodes, nodeless, nodegroupTemplate],
    work(it, { fact }): MetadataServices | Unknown | NotApplicable {
      const found = fact(ownNodes, it);
      if ('verdict' in found) return found;
      const services = found.map(serviceOf).filter((one) => one !== 'off');
      const nodes = services.flatMap((one) => (isUnread(one) ? [] : [one]));
      const unread = services.filter(isUnread);
      if (it.type === 'eks.cluster') return { nodes, unread };
      const why = fact(nodeless, it)?.why;
      const missing = why && isUnread(why) ? [...unread, why] : unread;
      const template = fact(nodegroupTemplate, it);
      if (template !== 'none' && isUnread(template)) return { nodes, unread: [...missing, template] };
      const pinned = template === 'none' ? 'nothing' : pinnedBy(template, option);
      if (pinned === 'nothing') return why ?? { nodes, unread };
      return { nodes, ...(pinned !== 'off' && { template: pinned }), unread: missing };
    },
  });
}

function pinnedBy({ id, config }: TemplateVersion, option: Option): PinnedOptions | 'off' | 'nothing' {
  const options = config.LaunchTemplateData?.MetadataOptions;
  if (options?.HttpEndpoint === 'disabled') return 'off';
  if (options?.[option] === undefined) return 'nothing';
  return { id, tokens: options.HttpTokens, hops: options.HttpPutResponseHopLimit };
}

function serviceOf(node: Instance): NodeMetadata | 'off' | Unknown {
  const { HttpEndpoint, HttpTokens: tokens, HttpPutResponseHopLimit: hops } = node.config.MetadataOptions ?? {};
  if (HttpEndpoint === 'disabled') return 'off';
  return tokens === undefined ? fieldMissing(`${node.id}#MetadataOptions.HttpTokens`) : { node, tokens, hops };
}
