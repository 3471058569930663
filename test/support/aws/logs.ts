import { logGroup } from '#clouds/aws/logs/log-group/resource';
import { make, type Draft } from '../build.ts';

/** The log group of the control plane of the cluster shop. */
export const planeLogWith = (config: Draft<typeof logGroup.config> = {}) =>
  make(
    logGroup,
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/shop/cluster',
    { logGroupName: '/aws/eks/shop/cluster', ...config },
    { name: '/aws/eks/shop/cluster' },
  );
