import { defineFact, type ResourceOf } from '#model';
import { unknown, type Unknown } from '#rule';
import { routeTable } from '../route-table/resource.ts';
import { subnet } from './resource.ts';

/** Whether a subnet's traffic to everywhere goes straight to and from the internet. */
export interface SubnetRoutes {
  readonly v4: boolean;
  readonly v6: boolean;
}

/**
 * Where the default routes of a subnet lead. Without a table of its own the main table of the VPC counts; an egress-only
 * gateway lets nothing in.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export const subnetRoutes = defineFact({
  name: 'ec2.subnet-routes',
  of: subnet,
  uses: [routeTable],
  work({ id, config: { SubnetId, VpcId } }, { list }): SubnetRoutes | Unknown {
    const own = list(routeTable, { subnet: SubnetId ?? '' });
    const ofVpc = own.items.length > 0 ? own : list(routeTable, { vpc: VpcId ?? '' });
    const table = own.items[0] ?? ofVpc.items.find(isMain);
    if (!table) return ofVpc.unread ?? unknown('not-found', `The route table of ${id} could not be found.`);
    // A table that was not read may be the subnet's own.
    if (own.items.length === 0 && ofVpc.unread) return ofVpc.unread;
    const routes = (table.config.Routes ?? []).filter(
      ({ GatewayId = '', State }) => GatewayId.startsWith('igw-') && State === 'active',
    );
    return {
      v4: routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0'),
      v6: routes.some(({ DestinationIpv6CidrBlock }) => DestinationIpv6CidrBlock === '::/0'),
    };
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
