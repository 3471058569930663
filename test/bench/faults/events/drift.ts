import type { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import type { eksCluster } from '#clouds/aws/eks/cluster/resource';
import type { Resource } from '#model';
import type { Seeded } from '../../../sim/seeded.ts';
import { bridged, trailRecord } from '../../../support/aws/trail.ts';
import { isCluster, withEndpoint, withIngress, type ChangingEstate } from './changing-estate.ts';

/** A change of an estate that is made when it is asked for, and the event that tells of it. */
export interface Drift {
  readonly object: string;
  apply(): void;
  /** As EventBridge delivers it, at a moment. */
  event(at: number): object;
}

const open = { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
const closed = { endpointPublicAccess: false, endpointPrivateAccess: true };
const everyone = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];

/** Draws changes of one object each: endpoints and security groups that are opened and closed, groups that are deleted. */
export function drifting(estate: ChangingEstate, random: Seeded): (object: string) => Drift {
  let events = 0;
  return (object) => {
    const it = estate.objects.get(object);
    if (!it) throw new Error(`${object} is not there`);
    const { call, request, becomes } = isCluster(it) ? endpointDrift(it) : groupDrift(it, random);
    events += 1;
    const eventID = `${estate.account.slice(0, 8)}-0000-4000-8000-${String(events).padStart(12, '0')}`;
    return {
      object,
      apply() {
        if (becomes) estate.objects.set(object, becomes);
        else estate.objects.delete(object);
      },
      event: (at) => documentOf(estate, call, request, { eventID, eventTime: new Date(at).toISOString() }),
    };
  };
}

interface Drawn {
  readonly call: string;
  readonly request: object;
  /** Undefined where it is deleted. */
  readonly becomes: Resource | undefined;
}

/** An endpoint that is open is closed, and the other way round. */
function endpointDrift(it: Resource): Drawn {
  const { resourcesVpcConfig: vpc } = it.config as typeof eksCluster.config;
  const resourcesVpcConfig = vpc?.endpointPublicAccess === true ? closed : open;
  const request = { name: it.name, resourcesVpcConfig };
  return { call: 'eks:UpdateClusterConfig', request, becomes: withEndpoint(it, resourcesVpcConfig) };
}

/** A group that lets everyone in is closed or deleted, and any other is opened. */
function groupDrift(it: Resource, random: Seeded): Drawn {
  const groupId = it.id.split('/').at(-1) ?? '';
  const items = [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }];
  const request = { groupId, ipPermissions: { items } };
  const { IpPermissions = [] } = it.config as typeof securityGroup.config;
  if (!IpPermissions.some(({ IpRanges = [] }) => IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0')))
    return { call: 'ec2:AuthorizeSecurityGroupIngress', request, becomes: withIngress(it, everyone) };
  if (random.chance(0.01)) return { call: 'ec2:DeleteSecurityGroup', request: { groupId }, becomes: undefined };
  return { call: 'ec2:RevokeSecurityGroupIngress', request, becomes: withIngress(it, []) };
}

function documentOf({ account, region }: ChangingEstate, call: string, request: object, more: object): object {
  const userIdentity = {
    ...{ type: 'AssumedRole', accountId: account },
    arn: `arn:aws:sts::${account}:assumed-role/Ops/ana`,
  };
  const fields = { userIdentity, awsRegion: region, recipientAccountId: account, ...more };
  return { ...bridged(trailRecord(call, request, null, fields)), account };
}
