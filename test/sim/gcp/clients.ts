import { ClusterManagerClient } from '@google-cloud/container';
import { credentials, Metadata } from '@grpc/grpc-js';
import { OAuth2Client, PassThroughClient } from 'google-auth-library';
import { type CallerAnswer, jsonCaller } from '../json-caller.ts';
import { type JsonObject, objectsAt, textAt } from '../json.ts';
import type { GcpSimulator } from './server.ts';

/** Google's gRPC client for a simulator, sending the token as the metadata that Google's own credentials send. */
export function clusterManager(sim: GcpSimulator, projectId: string, token = sim.token): ClusterManagerClient {
  const bearer = credentials.createFromMetadataGenerator((_options, done) => {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${token}`);
    done(null, metadata);
  });
  const sslCreds = credentials.combineChannelCredentials(credentials.createSsl(Buffer.from(sim.ca)), bearer);
  const authClient = new PassThroughClient();
  return new ClusterManagerClient({ apiEndpoint: 'localhost', port: sim.grpcPort, sslCreds, authClient, projectId });
}

/** Google's REST APIs through undici, with the headers of google-auth-library. */
export function googleRest(sim: GcpSimulator, token = sim.token) {
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: token });
  const caller = jsonCaller(sim, async () => Object.fromEntries(await auth.getRequestHeaders()));
  const get = (path: string, signal?: AbortSignal): Promise<CallerAnswer> =>
    caller.send('GET', path, signal && { signal });
  const items = async (path: string, member: string, size?: number): Promise<JsonObject[]> => {
    const all: JsonObject[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const query = new URLSearchParams({
        ...(size && { maxResults: String(size) }),
        ...(next && { pageToken: next }),
      });
      const { body } = await get(`${path}?${query.toString()}`);
      all.push(...objectsAt(body, member));
      next = textAt(body, 'nextPageToken');
    }
    return all;
  };
  return { get, items, send: caller.send, close: caller.close };
}
