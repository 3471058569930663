import {
  DescribeCluster$,
  DescribeClusterVersions$,
  DescribeNodegroup$,
  ListClusters$,
  ListNodegroups$,
  type Cluster,
  type DescribeClusterRequest,
  type DescribeClusterResponse,
  type DescribeClusterVersionsRequest,
  type DescribeClusterVersionsResponse,
  type DescribeNodegroupRequest,
  type DescribeNodegroupResponse,
  type ListClustersRequest,
  type ListClustersResponse,
  type ListNodegroupsRequest,
  type ListNodegroupsResponse,
  type Nodegroup,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { lookAtUpdates } from './update.ts';

const gone = 'ResourceNotFoundException';

export const eksReadOperations: readonly Operation[] = [
  operation('eks', ListClusters$, listClusters),
  operation('eks', DescribeCluster$, describeCluster, gone),
  operation('eks', ListNodegroups$, listNodegroups, gone),
  operation('eks', DescribeNodegroup$, describeNodegroup, gone),
  operation('eks', DescribeClusterVersions$, describeClusterVersions),
];

function listClusters({ maxResults, nextToken }: ListClustersRequest, call: Call): ListClustersResponse {
  const names = call.here.clusters.flatMap(({ name }) => name ?? []);
  const page = call.paginate(names, nextToken, pageSize(maxResults));
  return { clusters: page.items, nextToken: page.next };
}

function describeCluster({ name }: DescribeClusterRequest, call: Call): DescribeClusterResponse {
  clusterOf(call, name);
  return { cluster: lookAtUpdates(name ?? '', call) };
}

function listNodegroups(
  { clusterName, maxResults, nextToken }: ListNodegroupsRequest,
  call: Call,
): ListNodegroupsResponse {
  clusterOf(call, clusterName);
  const own = call.here.nodegroups.filter((nodegroup) => nodegroup.clusterName === clusterName);
  const page = call.paginate(
    own.flatMap(({ nodegroupName }) => nodegroupName ?? []),
    nextToken,
    pageSize(maxResults),
  );
  return { nodegroups: page.items, nextToken: page.next };
}

function describeNodegroup(
  { clusterName, nodegroupName }: DescribeNodegroupRequest,
  call: Call,
): DescribeNodegroupResponse {
  return { nodegroup: nodegroupOf(call, clusterName, nodegroupName) };
}

/** Throws ResourceNotFoundException when the region has no such cluster, or the cluster no such node group. */
export function nodegroupOf(call: Call, clusterName: string | undefined, name: string | undefined): Nodegroup {
  clusterOf(call, clusterName);
  const found = call.here.nodegroups.find((each) => each.clusterName === clusterName && each.nodegroupName === name);
  if (found === undefined) throw new AwsError(gone, `No node group found for name: ${name ?? ''}.`, 404);
  return found;
}

// Without a filter only versions that are still supported are answered.
function describeClusterVersions(input: DescribeClusterVersionsRequest, call: Call): DescribeClusterVersionsResponse {
  const asked = input.clusterVersions;
  const versions = call.here.clusterVersions.filter(
    (each) =>
      (asked === undefined || asked.includes(each.clusterVersion ?? '')) &&
      (input.includeAll === true ||
        asked !== undefined ||
        input.versionStatus !== undefined ||
        each.versionStatus !== 'UNSUPPORTED') &&
      (input.defaultOnly !== true || each.defaultVersion === true) &&
      (input.clusterType === undefined || each.clusterType === input.clusterType) &&
      (input.versionStatus === undefined || each.versionStatus === input.versionStatus),
  );
  const page = call.paginate(versions, input.nextToken, pageSize(input.maxResults));
  return { clusterVersions: page.items, nextToken: page.next };
}

/** Throws ResourceNotFoundException when the region has no such cluster. */
export function clusterOf(call: Call, name: string | undefined): Cluster {
  const cluster = call.here.clusters.find((each) => each.name === name);
  if (cluster === undefined) throw new AwsError(gone, `No cluster found for name: ${name ?? ''}.`, 404);
  return cluster;
}

/** Throws InvalidParameterException for a size that the service does not take. */
export function pageSize(asked: number | undefined): number {
  if (asked === undefined) return 100;
  if (!Number.isInteger(asked) || asked < 1 || asked > 100) {
    throw new AwsError('InvalidParameterException', 'maxResults needs to be in the range of 1 to 100');
  }
  return asked;
}
