import { createHash } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { webhookOf, type Parts } from '../../functions/wire/webhook.ts';

export const tenant = '11111111-2222-4333-8444-555555555555';
export const otherTenant = '99999999-2222-4333-8444-555555555555';
export const application = '66666666-2222-4333-8444-555555555555';
export const gridSender = '4962773b-9cdb-44cf-a8bf-237846a00ab7';
export const pusher = 'events@shop-prod.iam.gserviceaccount.com';
export const pushAudience = 'shoalwatch-events';

/** The instant of every test, in seconds. */
export const instant = Date.parse('2026-11-22T12:00:00.000Z') / 1000;

/** An issuer: its keys, and what signs with them. */
export interface Issuer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As it is published. */
  readonly published: object;
  /** The public key as text: whoever takes it for a secret of HS256 has it. */
  readonly spki: string;
  sign(claims: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

export async function issuerOf(name: string): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return {
    ...{ kid, privateKey, spki: await exportSPKI(publicKey) },
    published: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', ...header }).sign(privateKey),
  };
}

/** What Entra says of Event Grid. Another value takes the place of a claim; undefined takes it away. */
export const entraClaims = (other: JWTPayload = {}): JWTPayload => ({
  aud: application,
  iss: `https://sts.windows.net/${tenant}/`,
  tid: tenant,
  appid: gridSender,
  ver: '1.0',
  ...lifetime,
  ...other,
});

/** What Google says of the service account of a push subscription. */
export const googleClaims = (other: JWTPayload = {}): JWTPayload => ({
  aud: pushAudience,
  iss: 'https://accounts.google.com',
  email: pusher,
  email_verified: true,
  sub: '113774264463038321964',
  ...lifetime,
  ...other,
});

const lifetime = { iat: instant - 60, nbf: instant - 60, exp: instant + 3540 };

/** A webhook with both doors, and what became of what it was sent. */
export interface Stand {
  readonly handler: ReturnType<typeof webhookOf>;
  readonly queued: string[];
  readonly said: string[];
  readonly asked: string[];
}

const entraKeys = `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`;
const googleKeys = 'https://www.googleapis.com/oauth2/v3/certs';

/** Keys are published by `entra` and `google`; parts may be others. */
export function standOf(keys: { entra: Issuer; google: Issuer }, other: Partial<Parts> = {}): Stand {
  const queued: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const note = (...words: readonly unknown[]): void => void said.push(words.map((it) => textOf(it)).join(' '));
  const published = new Map([
    [entraKeys, [keys.entra.published]],
    [googleKeys, [keys.google.published]],
  ]);
  const handler = webhookOf({
    config: JSON.stringify({
      version: 1,
      events: { azure: { tenant, audience: application }, gcp: { serviceAccount: pusher, audience: pushAudience } },
    }),
    queue: 'https://sqs.eu-west-1.amazonaws.com/123456789012/changes',
    sqs: {
      send: (command: unknown) => {
        if (command instanceof SendMessageCommand) queued.push(command.input.MessageBody ?? '');
        return Promise.resolve({});
      },
    },
    fetch: (url) => {
      asked.push(url);
      const found = published.get(url);
      return Promise.resolve(found ? Response.json({ keys: found }) : new Response('', { status: 404 }));
    },
    now: () => instant * 1000,
    log: { info: note, warn: note, error: note },
    ...other,
  });
  return { handler, queued, said, asked };
}

const textOf = (it: unknown): string => (it instanceof Error ? it.message : JSON.stringify(it));

/** A request as the HTTP API hands it on. */
export interface Request {
  readonly path?: string;
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: boolean;
}

export function requestOf(it: Request): APIGatewayProxyEventV2 {
  const { path = '/events/azure', method = 'POST', token, headers = {}, body, base64 = false } = it;
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'api',
      requestId: 'r',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: instant * 1000,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: '' },
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: base64,
  };
}

/** A change of a cluster, in both schemas of Event Grid and as Pub/Sub pushes an entry. */
export const cloudEvent = {
  specversion: '1.0',
  id: '8f1d',
  source: `/subscriptions/${tenant}`,
  type: 'Microsoft.Resources.ResourceWriteSuccess',
  subject: `/subscriptions/${tenant}/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop`,
  time: '2026-11-22T11:59:00Z',
  data: { operationName: 'Microsoft.ContainerService/managedClusters/write', claims: {} },
} as const;

export const gridEvent = {
  id: '8f1d',
  topic: `/subscriptions/${tenant}`,
  subject: cloudEvent.subject,
  eventType: cloudEvent.type,
  eventTime: cloudEvent.time,
  data: cloudEvent.data,
  dataVersion: '2',
  metadataVersion: '1',
} as const;

export const pushOf = (entry: object) => ({
  message: {
    data: Buffer.from(JSON.stringify(entry)).toString('base64'),
    messageId: '7',
    publishTime: '2026-11-22T11:59:00Z',
  },
  subscription: 'projects/shop-prod/subscriptions/shoalwatch',
});

export const push = pushOf({
  insertId: 'x1',
  logName: 'projects/shop-prod/logs/cloudaudit.googleapis.com%2Factivity',
  resource: { type: 'gke_cluster', labels: { project_id: 'shop-prod' } },
  timestamp: '2026-11-22T11:59:00Z',
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'container.googleapis.com',
    methodName: 'google.container.v1.ClusterManager.UpdateCluster',
    resourceName: 'projects/shop-prod/locations/europe-west1/clusters/shop',
  },
});
