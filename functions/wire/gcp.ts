import type { AuthClient } from 'google-auth-library';
import { awsIdentityOf, type IdentitySettings } from '#clouds/aws/web-identity';
import { gcpCloud, type GcpSettings } from '#clouds/gcp/cloud';
import { gcpAuthOf, type GcpFederation } from '#clouds/gcp/federation';
import type { GcpClientOptions } from '#clouds/gcp/session';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Clock } from '#model';
import type { Deployment } from './config.ts';
import type { CloudParts } from './parts.ts';

/** Where a sign-in goes, for tests; otherwise to the public services, as the function's own role. */
export interface GcpSignIn {
  readonly aws?: IdentitySettings['clientConfig'];
  readonly endpoints?: GcpFederation['endpoints'];
  /** How clients call that have signed in: those of gRPC take the sign-in with the connection. */
  readonly clientOptions?: (auth: AuthClient) => GcpClientOptions;
}

/** What tests put in place of what the function finds by itself. */
export type GcpMore = Partial<GcpSettings> & { readonly signIn?: GcpSignIn };

/** Google Cloud and the clusters in it; where the config names a pool, with the function's own role. `more` is for tests. */
export const gcpPartsWith = ({ signIn, ...more }: GcpMore = {}): CloudParts => ({
  name: 'gcp',
  types: [...gcpTypes, ...clusterTypes],
  open: ({ gate, clock, config, known }) => {
    const sources = config.targets?.gcp;
    const auth = gcpAuthIn(config, clock, signIn);
    const clientOptions = auth && signIn?.clientOptions?.(auth);
    const projectIds = known?.map((id) => id.slice('gcp:'.length)).filter((id) => id !== 'unknown');
    return Promise.resolve(
      gcpCloud({
        ...{ gate, clock },
        ...(sources && { sources }),
        ...(auth && { auth }),
        ...(clientOptions && { clientOptions }),
        ...(projectIds && { projectIds }),
        ...more,
      }),
    );
  },
});

/** Who signs in by a config: the function's own role where it names a pool. */
export function gcpAuthIn(
  { targets }: Deployment,
  clock: Clock,
  { aws: clientConfig, endpoints }: GcpSignIn = {},
): AuthClient | undefined {
  const { pool, serviceAccount } = targets?.gcp?.find((it) => it.pool !== undefined) ?? {};
  if (pool === undefined) return undefined;
  const aws = awsIdentityOf({ region: process.env['AWS_REGION'] ?? 'us-east-1', clock, clientConfig });
  return gcpAuthOf({ pool, serviceAccount, aws, endpoints });
}

export const gcpParts = gcpPartsWith();
