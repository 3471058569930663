import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { objects, type Recognised } from '../../recogniser.ts';
import { apiAddress } from '../address.ts';
import { kubernetesApi, type ApiServer } from '../api/resource.ts';

/** What a cluster's API says of itself: its version in one document, its groups in another. */
export const apiOfCluster = (document: Json): Recognised | undefined => versionOf(document) ?? groupsOf(document);

/** `kubectl version -o json`, or the answer of `/version`. */
function versionOf(document: Json): Recognised | undefined {
  const said = isObject(document['serverVersion']) ? document['serverVersion'] : document;
  const { major, minor, gitVersion } = said;
  if (textAt(said, 'gitVersion') === undefined || textAt(said, 'major') === undefined) return undefined;
  return partOf('version', { version: { major, minor, gitVersion } });
}

/** `kubectl get --raw /apis`. A list that is not whole would say of a group that it does not exist. */
function groupsOf(document: Json): Recognised | undefined {
  if (document['kind'] !== 'APIGroupList') return undefined;
  const { groups } = document;
  if (!isListOfObjects(groups)) return flawed('groups is not a list of objects');
  const read: NonNullable<ApiServer['groups']>[number][] = [];
  for (const { name, preferredVersion, versions } of groups) {
    if (typeof name !== 'string' || !isListOfObjects(versions)) return flawed('a group lacks its name or its versions');
    const served = [preferredVersion, ...versions].flatMap((it) => textAt(it, 'version') ?? []);
    read.push({ name, versions: [...new Set(served)] });
  }
  return partOf('groups', { groups: read });
}

const partOf = (part: string, config: unknown): Recognised =>
  objects([{ type: kubernetesApi, id: apiAddress, name: 'Kubernetes API', place: {}, part, config }]);

const flawed = (why: string): Recognised => ({ ...objects([]), flaws: [`APIGroupList: ${why}`] });
