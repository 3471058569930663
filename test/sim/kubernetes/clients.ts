import { type CallerAnswer, jsonCaller } from '../json-caller.ts';
import { type JsonObject, objectAt, objectsAt, textAt } from '../json.ts';
import type { KubernetesSimulator } from './server.ts';

/** A cluster's API through undici; without a token the caller is anonymous. */
export function clusterApi(sim: KubernetesSimulator, token: string | undefined) {
  const caller = jsonCaller(sim, () =>
    Promise.resolve<Record<string, string>>(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  );
  const get = (path: string, signal?: AbortSignal): Promise<CallerAnswer> =>
    caller.send('GET', path, signal && { signal });
  const send = (
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    type?: string,
  ): Promise<CallerAnswer> => caller.send(method, path, { ...(body && { body }), ...(type !== undefined && { type }) });
  const items = async (path: string, limit: number): Promise<JsonObject[]> => {
    const all: JsonObject[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const query = new URLSearchParams({ limit: String(limit), ...(next && { continue: next }) });
      const { body } = await get(`${path}?${query.toString()}`);
      all.push(...objectsAt(body, 'items'));
      next = textAt(body, 'metadata', 'continue');
    }
    return all;
  };
  return { send, get, items, close: caller.close };
}

/** Namespace and name of an object. */
export function nameOf(item: JsonObject): string {
  const metadata = objectAt(item, 'metadata');
  return `${textAt(metadata, 'namespace') ?? ''}/${textAt(metadata, 'name') ?? ''}`;
}

export function versionOf(object: JsonObject | undefined): string | undefined {
  return textAt(object, 'metadata', 'resourceVersion');
}
