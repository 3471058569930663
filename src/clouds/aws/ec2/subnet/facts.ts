import type { Route } from '@aws-sdk/client-ec2';
import { parseAddresses, publicPart, type AddressSet } from '#lib/addresses';
import { defineFact, type Listing, type ResourceOf, type Wire } from '#model';
import { fieldMissing, isUnread, unknown, type Unknown } from '#rule';
import { prefixList } from '../prefix-list/resource.ts';
import { routeTable } from '../route-table/resource.ts';
import { sourcesOfList } from '../security-group/facts.ts';
import { subnet } from './resource.ts';

/** Whether a subnet's traffic to public addresses goes straight to and from the internet. */
export interface SubnetRoutes {
  readonly v4: boolean | Unknown;
  readonly v6: boolean | Unknown;
}

/**
 * Which public addresses an internet gateway connects a subnet to: a route to one makes the subnet public, however its
 * destinations are cut. Without a table of its own the main table of the VPC counts; an egress-only gateway lets nothing
 * in.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export const subnetRoutes = defineFact({
  name: 'ec2.subnet-routes',
  of: subnet,
  uses: [routeTable, prefixList],
  work({ id, config: { SubnetId, VpcId } }, { list }): SubnetRoutes | Unknown {
    const own = list(routeTable, { subnet: SubnetId ?? '' });
    const ofVpc = own.items.length > 0 ? own : list(routeTable, { vpc: VpcId ?? '' });
    const table = own.items[0] ?? ofVpc.items.find(isMain);
    if (!table) return ofVpc.unread ?? unknown('not-found', `The route table of ${id} could not be found.`);
    // A table that was not read may be the subnet's own.
    if (own.items.length === 0 && ofVpc.unread) return ofVpc.unread;
    const reached = (table.config.Routes ?? []).flatMap((route, i) =>
      route.GatewayId?.startsWith('igw-') && route.State === 'active'
        ? [destinationOf(route, `${table.id}#Routes[${i}]`, (listId) => list(prefixList, { id: listId }))]
        : [],
    );
    const reaches = (family: keyof AddressSet): boolean | Unknown =>
      reached.some((it) => !isUnread(it) && publicPart(it)[family].length > 0) || (reached.find(isUnread) ?? false);
    return { v4: reaches('v4'), v6: reaches('v6') };
  },
});

/**
 * Whether VPC block public access cuts traffic from the internet to a subnet.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export function isCutOff({ config: { BlockPublicAccessStates: states } }: ResourceOf<typeof subnet>): boolean {
  const mode = states?.InternetGatewayBlockMode;
  return mode === 'block-ingress' || mode === 'block-bidirectional';
}

const isMain = ({ config }: ResourceOf<typeof routeTable>): boolean =>
  (config.Associations ?? []).some(({ Main }) => Main === true);

function destinationOf(
  { DestinationCidrBlock: v4, DestinationIpv6CidrBlock: v6, DestinationPrefixListId: listId }: Wire<Route>,
  at: string,
  entriesOf: (id: string) => Listing<ResourceOf<typeof prefixList>>,
): AddressSet | Unknown {
  if (listId !== undefined) {
    const found = sourcesOfList(listId, entriesOf(listId));
    return isUnread(found) ? found : found.sources;
  }
  const text = v4 ?? v6;
  if (text === undefined) return fieldMissing(`${at}.DestinationCidrBlock`);
  return parseAddresses(text) ?? unknown('malformed', `The destination of ${at} is no CIDR: ${text}.`);
}
