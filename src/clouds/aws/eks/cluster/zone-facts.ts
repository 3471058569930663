import { defineFact, type ResourceOf } from '#model';
import { unknown, type Evidence, type Unknown } from '#rule';
import { stands } from '../../ec2/instance/facts.ts';
import { instance } from '../../ec2/instance/resource.ts';
import { subnet } from '../../ec2/subnet/resource.ts';
import { eksNodegroup } from '../nodegroup/resource.ts';
import { eksCluster } from './resource.ts';

/** The availability zones over which the nodes of a cluster are spread, or can be where fewer than two run. */
export interface NodeZones {
  readonly of: 'nodes' | 'node groups' | 'Auto Mode' | 'nothing';
  readonly zones: readonly string[];
  readonly seen: readonly Evidence[];
  /** Why there may be more. */
  readonly unread?: Unknown | undefined;
}

/** Zones of regions end in a number and a letter; those of local and Wavelength zones name a place between. */
const ofRegion = /^[a-z]{2}(?:-[a-z]+)+-\d+[a-z]$/;

/**
 * Where the nodes of a cluster are: those that run, or the subnets of its node groups, or its own under Auto Mode, where
 * too few run to tell. Nodes on Outposts, in local and in Wavelength zones are left out; Fargate profiles are not read.
 * Source: https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html
 */
export const nodeZones = defineFact({
  name: 'eks.node-zones',
  of: eksCluster,
  uses: [instance, eksNodegroup, subnet],
  work({ config: { name: cluster = '', computeConfig, resourcesVpcConfig } }, { list }): NodeZones {
    const { items, unread } = list(instance, { cluster });
    const nodes = items.filter(stands).flatMap(({ id, config: { Placement, OutpostArn } }) => {
      const zone = Placement?.AvailabilityZone;
      return OutpostArn === undefined && zone !== undefined && ofRegion.test(zone)
        ? { zone, seen: { at: `${id}#Placement.AvailabilityZone`, actual: zone } }
        : [];
    });
    // Whether too few run to tell is known only when all of them were read.
    if (nodes.length >= 2 || unread) return { of: 'nodes', ...spread(nodes), unread };

    const groups = list(eksNodegroup, { cluster });
    const active = groups.items.filter(({ config: { status } }) => status === 'ACTIVE');
    const isAuto = computeConfig?.enabled === true;
    const named = [
      ...active.flatMap(({ config: { subnets = [] } }) => subnets),
      ...(isAuto ? (resourcesVpcConfig?.subnetIds ?? []) : []),
    ];
    const subnets = [...new Set(named)].map((id) => ({ id, ...list(subnet, { id }) }));
    const missed = subnets.find((one) => one.items.length === 0);
    const of = isAuto ? 'Auto Mode' : active.length > 0 ? 'node groups' : 'nothing';
    return {
      of,
      ...spread(subnets.flatMap((one) => one.items.flatMap(zoneOf))),
      unread: groups.unread ?? missed?.unread ?? (missed && unknown('not-found', `${missed.id} was not read.`)),
    };
  },
});

interface Placed {
  readonly zone: string;
  readonly seen: Evidence;
}

function zoneOf({ id, config }: ResourceOf<typeof subnet>): readonly Placed[] {
  const { AvailabilityZone: zone = '', OutpostArn } = config;
  if (OutpostArn !== undefined || !ofRegion.test(zone)) return [];
  return [{ zone, seen: { at: `${id}#AvailabilityZone`, actual: zone } }];
}

const spread = (placed: readonly Placed[]): Pick<NodeZones, 'zones' | 'seen'> => ({
  zones: [...new Set(placed.map(({ zone }) => zone))].sort(),
  seen: placed.map(({ seen }) => seen),
});
