import { isListOfObjects, textAt, type Json } from '../../json.ts';
import { MalformedAnswer } from '../../pages.ts';
import type { Client } from './client.ts';

/** An API group with the versions that a cluster serves, the preferred one first. */
export interface Group {
  readonly name: string;
  readonly versions: readonly string[];
}

/** The API groups that a cluster serves. Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/ */
export async function groupsOf(client: Client): Promise<readonly Group[]> {
  const { groups } = await client.get('get /apis', '/apis');
  if (!isListOfObjects(groups)) throw new MalformedAnswer('The answer of /apis lacks groups.');
  return groups.map((group) => {
    const preferred = textAt(group, 'preferredVersion', 'version');
    const served = isListOfObjects(group['versions'])
      ? group['versions'].flatMap((it) => textAt(it, 'version') ?? [])
      : [];
    const versions = [...new Set([...(preferred === undefined ? [] : [preferred]), ...served])];
    return { name: textAt(group, 'name') ?? '', versions };
  });
}

/** The newest version of a group that serves a kind, asked version by version; undefined when none does. */
export async function versionServing(
  client: Client,
  { name, versions }: Group,
  plural: string,
  known: Map<string, Promise<Json>>,
): Promise<string | undefined> {
  for (const version of versions) {
    const path = `/apis/${name}/${version}`;
    const asked = known.get(path) ?? client.get(`get ${path}`, path);
    known.set(path, asked);
    const { resources } = await asked;
    if (!isListOfObjects(resources)) throw new MalformedAnswer(`The answer of ${path} lacks resources.`);
    if (resources.some((it) => it['name'] === plural)) return version;
  }
  return undefined;
}
