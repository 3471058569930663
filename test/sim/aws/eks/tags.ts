import {
  TagResource$,
  UntagResource$,
  type Cluster,
  type TagResourceRequest,
  type TagResourceResponse,
  type UntagResourceRequest,
  type UntagResourceResponse,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';

const gone = 'NotFoundException';

/** Tags of clusters; other resources are not simulated. */
export const eksTagOperations: readonly Operation[] = [
  operation('eks', TagResource$, tagResource, gone),
  operation('eks', UntagResource$, untagResource, gone),
];

// A key that begins with aws: in any spelling is the service's own.
// Source: https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
function tagResource({ resourceArn, tags = {} }: TagResourceRequest, call: Call): TagResourceResponse {
  const cluster = clusterAt(resourceArn, call);
  const all = { ...cluster.tags, ...tags };
  if (Object.keys(tags).some((key) => /^aws:/i.test(key)) || Object.keys(all).length > 50)
    throw new AwsError('BadRequestException', 'Invalid tags');
  replace(cluster, all, call);
  return {};
}

function untagResource({ resourceArn, tagKeys = [] }: UntagResourceRequest, call: Call): UntagResourceResponse {
  const cluster = clusterAt(resourceArn, call);
  const left = Object.entries(cluster.tags ?? {}).filter(([key]) => !tagKeys.includes(key));
  replace(cluster, Object.fromEntries(left), call);
  return {};
}

function clusterAt(arn: string | undefined, call: Call): Cluster {
  const found = call.here.clusters.find((each) => each.arn === arn);
  if (!found) throw new AwsError(gone, `The resource ${arn ?? ''} could not be found`, 404);
  return found;
}

function replace(cluster: Cluster, tags: Record<string, string>, call: Call): void {
  call.changeHere({ clusters: call.here.clusters.map((each) => (each === cluster ? { ...each, tags } : each)) });
}
