import { awsIdentityOf } from '#clouds/aws/web-identity';
import { gcpCloud, type GcpSettings } from '#clouds/gcp/cloud';
import { gcpAuthOf } from '#clouds/gcp/federation';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { CloudParts } from './parts.ts';

/** Google Cloud and the clusters in it; where the config names a pool, with the function's own role. `more` is for tests. */
export const gcpPartsWith = (more: Partial<GcpSettings> = {}): CloudParts => ({
  name: 'gcp',
  types: [...gcpTypes, ...clusterTypes],
  open: ({ gate, clock, config, known }) => {
    const sources = config.targets?.gcp;
    const { pool, serviceAccount } = sources?.find((it) => it.pool !== undefined) ?? {};
    const aws = awsIdentityOf({ region: process.env['AWS_REGION'] ?? 'us-east-1', clock });
    const projectIds = known?.map((id) => id.slice('gcp:'.length)).filter((id) => id !== 'unknown');
    return Promise.resolve(
      gcpCloud({
        ...{ gate, clock },
        ...(sources && { sources }),
        ...(pool !== undefined && { auth: gcpAuthOf({ pool, serviceAccount, aws }) }),
        ...(projectIds && { projectIds }),
        ...more,
      }),
    );
  },
});

export const gcpParts = gcpPartsWith();
