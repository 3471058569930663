import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient } from '@aws-sdk/client-iam';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { keepingInvocation } from './invocation.ts';
import { repeating } from './repeat.ts';
import { transport } from './transport.ts';
import { readingPlainXml } from './xml.ts';

export type Credentials = NonNullable<STSClientConfig['credentials']>;

/** What all clients of a session share; what is not given the SDK takes from its usual places. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: Credentials;
  /** An emulator; without it `AWS_ENDPOINT_URL` and the services' own addresses. */
  readonly endpoint?: string;
}

/** The clients of one account in one region: each is made when it is first used. */
export interface Clients {
  readonly cloudtrail: CloudTrailClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly eks: EKSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly guardduty: GuardDutyClient;
  readonly iam: IAMClient;
  readonly inspector: Inspector2Client;
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly organizations: OrganizationsClient;
  readonly sts: STSClient;
  /** The same clients in another region, which end with these. */
  in(region: string): Clients;
  /** Ends them; their connections stay open for a while for the next ones. */
  close(): void;
}

export function clientsOf(given: ClientConfig): Clients {
  // The gate alone decides what is tried again, and how long an attempt may take.
  const config = { ...given, maxAttempts: 1, cacheMiddleware: true, requestHandler: transport };
  const made: { destroy(): void }[] = [];
  const once = <T extends { destroy(): void }>(make: () => T): (() => T) => {
    let client: T | undefined;
    return () => {
      if (client !== undefined) return client;
      client = make();
      made.push(client);
      return client;
    };
  };
  const cloudtrail = once(() => prepared(new CloudTrailClient(config)));
  const ec2 = once(() => prepared(new EC2Client(config)));
  const ecr = once(() => prepared(new ECRClient(config)));
  const eks = once(() => prepared(new EKSClient(config)));
  const elb = once(() => prepared(new ElasticLoadBalancingV2Client(config)));
  const guardduty = once(() => prepared(new GuardDutyClient(config)));
  const iam = once(() => prepared(new IAMClient(config)));
  const inspector = once(() => prepared(new Inspector2Client(config)));
  const kms = once(() => prepared(new KMSClient(config)));
  const logs = once(() => prepared(new CloudWatchLogsClient(config)));
  const organizations = once(() => prepared(new OrganizationsClient(config)));
  const sts = once(() => prepared(new STSClient(config)));
  return {
    get cloudtrail() {
      return cloudtrail();
    },
    get ec2() {
      return ec2();
    },
    get ecr() {
      return ecr();
    },
    get eks() {
      return eks();
    },
    get elb() {
      return elb();
    },
    get guardduty() {
      return guardduty();
    },
    get iam() {
      return iam();
    },
    get inspector() {
      return inspector();
    },
    get kms() {
      return kms();
    },
    get logs() {
      return logs();
    },
    get organizations() {
      return organizations();
    },
    get sts() {
      return sts();
    },
    in(region) {
      const there = clientsOf({ ...given, region });
      made.push({ destroy: () => there.close() });
      return there;
    },
    close: () => {
      for (const client of made) client.destroy();
    },
  };
}

type Client = Parameters<typeof keepingInvocation>[0] & Parameters<typeof repeating>[0];

const prepared = <T extends Client & { destroy(): void }>(client: T): T =>
  repeating(readingPlainXml(keepingInvocation(client)));
