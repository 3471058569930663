import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, unknown } from '#rule';
import { besideArn } from '../../address.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { controlPlaneGroup } from './control-plane.ts';
import { logGroup } from './resource.ts';

/** The log group of a cluster's control plane. EKS makes it with the first events: until then nothing can be said of it. */
export const controlPlaneLog = defineFact({
  name: 'eks.control-plane-log',
  of: eksCluster,
  uses: [logGroup],
  work({ id, config: { arn = id, name } }, { find }): ResourceOf<typeof logGroup> | Unknown {
    if (name === undefined) return fieldMissing('name');
    const own = controlPlaneGroup(name);
    const group = find(logGroup, besideArn(arn, 'logs', `log-group:${own}`));
    if (group === 'absent') return unknown('not-found', `The log group ${own} does not exist.`);
    return group;
  },
});
