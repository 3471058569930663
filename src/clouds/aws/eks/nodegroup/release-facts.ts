import { formatDate, type Instant } from '#lib/time';
import { compareText } from '#lib/text';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import { image } from '../../ec2/image/resource.ts';
import { stands } from '../../ec2/instance/facts.ts';
import { clustersOf, instance } from '../../ec2/instance/resource.ts';
import { eksNodegroup } from './resource.ts';

/** The machine image of a node group's nodes, and the day that it was made. */
export interface NodeRelease {
  readonly name: string;
  readonly made: Instant;
  /** When its owner called it out of date, or will. */
  readonly deprecated?: Instant | undefined;
  readonly seen: readonly Evidence[];
}

/**
 * The release that a managed node group runs. Releases of Amazon Linux and of Windows end in their day; those of
 * Bottlerocket do not, so that the images of the nodes tell. A group with an AMI of its own has its id for a release.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-versions-windows.html,
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
 */
export const nodeRelease = defineFact({
  name: 'eks.node-release',
  of: eksNodegroup,
  uses: [image, instance],
  work({ config: { releaseVersion: name, amiType, clusterName, nodegroupName } }, { list }): NodeRelease | Unknown {
    if (name === undefined) return fieldMissing('releaseVersion');
    const seen = [{ at: 'releaseVersion', actual: name }];
    if (name.startsWith('ami-')) return releaseOf([name], seen);
    const [, year, month, day] = amiType?.startsWith('BOTTLEROCKET_') ? [] : (dated.exec(name) ?? []);
    if (year && month && day) return { name, made: `${year}-${month}-${day}`, seen };
    if (clusterName === undefined) return fieldMissing('clusterName');
    const nodes = list(instance, { nodegroup: nodegroupName ?? '' });
    if (nodes.unread) return nodes.unread;
    const own = nodes.items.filter((it) => stands(it) && clustersOf(it.config.Tags).includes(clusterName));
    const ids = [...new Set(own.flatMap(({ config }) => config.ImageId ?? []))];
    if (ids.length > 0) return releaseOf(ids, []);
    return unknown('not-found', `No node tells of which day its release ${name} is.`);

    function releaseOf(of: readonly string[], named: readonly Evidence[]): NodeRelease | Unknown {
      const found = of.map((id) => ({ id, ...list(image, { id }) }));
      const lost = found.find(({ items }) => items.length === 0);
      if (lost) return lost.unread ?? unknown('not-found', `The image ${lost.id} could not be found.`);
      const [oldest] = found.flatMap(({ items }) => items).sort(byDay);
      return oldest?.config.CreationDate === undefined
        ? fieldMissing('CreationDate')
        : {
            name: oldest.config.ImageId ?? oldest.id,
            made: oldest.config.CreationDate,
            deprecated: oldest.config.DeprecationTime,
            seen: [...named, { at: `${oldest.id}#CreationDate`, actual: oldest.config.CreationDate }],
          };
    }
  },
});

/** The end of a release that names its day, with dots or without. */
const dated = /-(\d{4})\.?(\d{2})\.?(\d{2})$/;

const byDay = (a: ResourceOf<typeof image>, b: ResourceOf<typeof image>): number =>
  compareText(a.config.CreationDate ?? '', b.config.CreationDate ?? '');

/** What is said of a release: its name and its day. */
export const releaseOfDay = ({ name, made }: NodeRelease): string => `${name}, made on ${formatDate(made)}`;
