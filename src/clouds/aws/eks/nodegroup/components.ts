import type { Nodegroup } from '@aws-sdk/client-eks';
import type { Component, Wire } from '#model';

/** The Kubernetes version of a node group; with an AMI of one's own `releaseVersion` is that AMI. */
export function nodegroupComponents(it: Wire<Nodegroup>): readonly Component[] {
  const { amiType, clusterName: cluster = '', nodegroupName = '', releaseVersion, version = '' } = it;
  const part = `node group ${nodegroupName}`;
  const own = amiType === 'CUSTOM' && releaseVersion !== undefined && releaseVersion.startsWith('ami-');
  return [
    { kind: 'version', of: 'kubernetes', version, part, cluster },
    ...(own ? [{ kind: 'machine', image: releaseVersion, running: true, clusters: [cluster] } as const] : []),
  ];
}
