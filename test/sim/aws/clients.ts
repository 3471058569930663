import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';

export interface ClientSettings {
  readonly url: string;
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  /** Milliseconds until a request without an answer is given up. */
  readonly patience?: number;
}

/** The real clients, pointed at a simulator. */
export function clientsOf({
  url,
  accessKeyId,
  sessionToken,
  region = 'eu-central-1',
  maxAttempts = 1,
  patience = 0,
}: ClientSettings): Clients {
  const config = {
    endpoint: url,
    region,
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey: 'secret', ...(sessionToken !== undefined && { sessionToken }) },
    requestHandler: { requestTimeout: patience, throwOnRequestTimeout: true },
  };
  return {
    ec2: new EC2Client(config),
    ecr: new ECRClient(config),
    eks: new EKSClient(config),
    iam: new IAMClient(config),
    inspector: new Inspector2Client(config),
    kms: new KMSClient(config),
    sts: new STSClient(config),
  };
}

export interface Clients {
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly eks: EKSClient;
  readonly iam: IAMClient;
  readonly inspector: Inspector2Client;
  readonly kms: KMSClient;
  readonly sts: STSClient;
}
