import type { AuthClient } from 'google-auth-library';
import { awsIdentityOf } from '#clouds/aws/web-identity';
import { gcpCloud, type GcpSettings } from '#clouds/gcp/cloud';
import { gcpAuthOf } from '#clouds/gcp/federation';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Clock } from '#model';
import type { Deployment } from './config.ts';
import type { CloudParts } from './parts.ts';

/** Google Cloud and the clusters in it; where the config names a pool, with the function's own role. `more` is for tests. */
export const gcpPartsWith = (more: Partial<GcpSettings> = {}): CloudParts => ({
  name: 'gcp',
  types: [...gcpTypes, ...clusterTypes],
  open: ({ gate, clock, config, known }) => {
    const sources = config.targets?.gcp;
    const auth = gcpAuthIn(config, clock);
    const projectIds = known?.map((id) => id.slice('gcp:'.length)).filter((id) => id !== 'unknown');
    return Promise.resolve(
      gcpCloud({
        ...{ gate, clock },
        ...(sources && { sources }),
        ...(auth && { auth }),
        ...(projectIds && { projectIds }),
        ...more,
      }),
    );
  },
});

/** Who signs in by a config: the function's own role where it names a pool. */
export function gcpAuthIn({ targets }: Deployment, clock: Clock): AuthClient | undefined {
  const { pool, serviceAccount } = targets?.gcp?.find((it) => it.pool !== undefined) ?? {};
  if (pool === undefined) return undefined;
  const aws = awsIdentityOf({ region: process.env['AWS_REGION'] ?? 'us-east-1', clock });
  return gcpAuthOf({ pool, serviceAccount, aws });
}

export const gcpParts = gcpPartsWith();
