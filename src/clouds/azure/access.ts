import { parse } from 'yaml';
import type { Resource } from '#model';
import type { ClusterAccess } from '../cluster-access.ts';
import type { Gate } from '../gate.ts';
import { isObject, listAt, objectAt, textAt, type Json } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';
import type { Failure } from '../sheet.ts';
import { subscriptionOf } from './address.ts';
import { azureFailure } from './failure.ts';
import { callerOf } from './reader.ts';
import type { Session } from './session.ts';

interface Asked {
  readonly session: Session;
  readonly gate: Gate;
  readonly cluster: Resource;
  readonly signal?: AbortSignal | undefined;
}

const api = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action';

/**
 * The application that stands for the API servers of all AKS clusters with Entra.
 * Source: https://learn.microsoft.com/azure/aks/kubelogin-authentication
 */
const serverApplication = '6dae42f8-4368-4678-94ff-3960e28e3630';

/**
 * Asks for the credential of a cluster user, never for the administrator's. Where Entra is integrated it holds no
 * secret, and the token is one of the sign-in's own.
 */
export async function aksAccess({ session, gate, cluster, signal }: Asked): Promise<ClusterAccess | Failure> {
  const [, , subscription = '', , group = '', , , , name = ''] = cluster.id.split('/');
  const { containers } = session.clients(subscription);
  try {
    const { kubeconfigs } = await callerOf(gate, accountOf(cluster.id), signal).call(api, (options) =>
      containers.managedClusters.listClusterUserCredentials(group, name, { ...options, format: 'exec' }),
    );
    const text = kubeconfigs?.[0]?.value;
    if (!text) throw new MalformedAnswer('The answer lacks a kubeconfig.');
    return accessFrom(cluster, parse(Buffer.from(text).toString('utf8')), session);
  } catch (error) {
    return azureFailure(error);
  }
}

function accessFrom({ id, config }: Resource, kubeconfig: unknown, { credential }: Session): ClusterAccess | Failure {
  const server = objectAt(firstOf(kubeconfig, 'clusters'), 'cluster');
  const user = objectAt(firstOf(kubeconfig, 'users'), 'user');
  const endpoint = textAt(server, 'server');
  if (!endpoint?.startsWith('https://')) throw new MalformedAnswer('The kubeconfig lacks an https server.');
  const authority = textAt(server, 'certificate-authority-data');
  const place = {
    cluster: id,
    endpoint,
    ...(authority !== undefined && { ca: Buffer.from(authority, 'base64').toString('utf8') }),
  };
  const aad = isObject(config) && isObject(config['aadProfile']) ? config['aadProfile'] : undefined;
  const fixed = textAt(user, 'token');
  if (aad) return { ...place, token: () => entraToken(aad, credential) };
  if (fixed !== undefined) return { ...place, token: () => Promise.resolve(fixed) };
  return { reason: 'not-enabled', detail: 'The cluster has no Entra integration, and its user credential no token.' };
}

async function entraToken(aad: Json, credential: Session['credential']): Promise<string> {
  const application = textAt(aad, 'serverAppID') ?? serverApplication;
  const token = await credential.getToken(`${application}/.default`);
  if (!token) throw new MalformedAnswer('The sign-in gave no token for the cluster.');
  return token.token;
}

const firstOf = (kubeconfig: unknown, list: string): unknown => listAt(kubeconfig, list)[0];

const accountOf = (id: string): string => subscriptionOf(id)?.slice('azure:'.length) ?? '';
