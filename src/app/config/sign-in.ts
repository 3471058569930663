import type { Config } from './schema.ts';

/** Who signs in to Azure with tokens that AWS gives its role. */
export interface AzureSignIn {
  readonly tenant: string;
  readonly clientId: string;
}

/** By which pool a role in AWS signs in to Google Cloud, and whom it then acts as. */
export interface GcpSignIn {
  readonly pool: string;
  readonly serviceAccount?: string;
}

/** The sign-in without a key that the config names for Azure; all entries have the same one. */
export function azureSignIn({ targets }: Pick<Config, 'targets'>): AzureSignIn | undefined {
  const { tenant, clientId, federation } = targets?.azure?.[0] ?? {};
  return federation && tenant !== undefined && clientId !== undefined ? { tenant, clientId } : undefined;
}

/** The same for Google Cloud. */
export function gcpSignIn({ targets }: Pick<Config, 'targets'>): GcpSignIn | undefined {
  const { pool, serviceAccount } = targets?.gcp?.[0] ?? {};
  return pool === undefined ? undefined : { pool, ...(serviceAccount !== undefined && { serviceAccount }) };
}
