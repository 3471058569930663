import { defineFact, type ResourceOf } from '#model';
import { compareText } from '#lib/text';
import { fieldMissing, isUnread, notApplicable, unknown, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { clusterNodes, nodeless, stands } from '../instance/facts.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { nodegroupTemplate } from '../launch-template-version/facts.ts';
import { launchTemplateVersion } from '../launch-template-version/resource.ts';
import type { ImageFlaw } from './flaw-facts.ts';
import { image } from './resource.ts';

/** Who uses an image: running nodes, or only templates of node groups. AWS picks the image of Auto Mode's nodes. */
export const imageUse = defineFact({
  name: 'ec2.image-use',
  of: image,
  uses: [instance, launchTemplateVersion, eksNodegroup, nodegroupTemplate],
  work({ config: { ImageId } }, { list, fact }): 'nodes' | 'templates' | Unknown | NotApplicable {
    if (ImageId === undefined) return fieldMissing('ImageId');
    const instances = list(instance, { image: ImageId });
    const nodes = instances.items.filter((it) => stands(it) && clustersOf(it.config.Tags).length > 0);
    if (nodes.some((it) => !isManaged(it))) return 'nodes';
    const versions = list(launchTemplateVersion, { image: ImageId });
    const groups = versions.items.map((version) => ({
      version,
      listing: list(eksNodegroup, { template: version.config.LaunchTemplateId ?? '' }),
    }));
    const given = groups.some(({ version, listing }) =>
      listing.items.some((group) => fact(nodegroupTemplate, group) === version),
    );
    if (given) return 'templates';
    const unread = [instances, versions, ...groups.map(({ listing }) => listing)].find((it) => it.unread)?.unread;
    if (unread) return unread;
    return notApplicable(nodes.length > 0 ? 'only nodes of EKS Auto Mode run it' : 'no node and no node group uses it');
  },
});

/** The images of a cluster that no longer resolve, and what is to be said besides. */
export interface LostImages {
  readonly lost: readonly ImageFlaw[];
  /** What could not be said of further images, or that there is none. */
  readonly rest?: Unknown | NotApplicable;
}

/**
 * The images of a cluster's nodes, and of the templates of its node groups, that `DescribeImages` no longer tells:
 * deregistered, or no longer shared. A template without an image leaves the choice to EKS.
 */
export const lostImages = defineFact({
  name: 'ec2.lost-images',
  of: eksCluster,
  uses: [clusterNodes, nodeless, eksNodegroup, nodegroupTemplate, image],
  work(cluster, { fact, list }): LostImages {
    const nodes = fact(clusterNodes, cluster);
    if (isUnread(nodes)) return { lost: [], rest: nodes };
    const groups = list(eksNodegroup, { cluster: cluster.config.name ?? '' }).items;
    const templates = groups.map((group) => fact(nodegroupTemplate, group));
    const named = [
      ...nodes.filter((it) => !isManaged(it)).flatMap(({ id, config }) => mention(`${id}#ImageId`, config.ImageId)),
      ...templates.flatMap((it) =>
        it === 'none' || isUnread(it)
          ? []
          : mention(`${it.id}#${templateImage}`, it.config.LaunchTemplateData?.ImageId),
      ),
    ];
    const alias = named.find(({ actual }) => actual.startsWith('resolve:'));
    const ids = [...new Set(named.map(({ actual }) => actual))]
      .filter((id) => !id.startsWith('resolve:'))
      .sort(compareText);
    const lost = ids.filter((id) => {
      const { items, unread } = list(image, { id });
      return items.length === 0 && !unread;
    });
    const unread =
      templates.find(isUnread) ??
      (alias && unknown('field-missing', `The answer does not resolve ${alias.actual}.`)) ??
      groups.map((group) => fact(nodeless, group)?.why).find(isUnread);
    const rest =
      unread ?? (named.length === 0 ? notApplicable('no node and no template of it names an image') : undefined);
    return { lost: lost.map((id) => lostAs(id, named)), ...(rest && { rest }) };
  },
});

interface Mention {
  readonly at: string;
  readonly actual: string;
}

const mention = (at: string, id: string | undefined): readonly Mention[] =>
  id === undefined ? [] : [{ at, actual: id }];

const lostAs = (id: string, named: readonly Mention[]): ImageFlaw => ({
  is: 'lost',
  what: id,
  key: id,
  seen: named.filter(({ actual }) => actual === id).sort((a, b) => compareText(a.at, b.at)),
});

const templateImage = 'LaunchTemplateData.ImageId';

const isManaged = ({ config }: ResourceOf<typeof instance>): boolean => config.Operator?.Managed === true;
