import { isObject, listAt, objectAt, textAt, type Json } from '../../json.ts';
import { objects, type FoundCluster, type Recognised } from '../../recogniser.ts';

/**
 * `kubectl config view`, or a kubeconfig: the cluster of its current context, or its only one. Nothing else of it is
 * taken: it holds credentials.
 */
export function clustersOf(document: Json): Recognised | undefined {
  if (document['kind'] !== 'Config' || document['apiVersion'] !== 'v1' || !Array.isArray(document['clusters']))
    return undefined;
  return { ...objects([]), clusters: namedIn(document) };
}

function namedIn(document: Json): readonly FoundCluster[] {
  const clusters = listAt(document, 'clusters').filter(isObject);
  const current = textAt(document, 'current-context');
  if (current === undefined) return clusters.length === 1 ? clusters.flatMap(clusterOf) : [];
  const context = listAt(document, 'contexts').find((it) => textAt(it, 'name') === current);
  const name = textAt(objectAt(context, 'context'), 'cluster');
  return clusters.filter((it) => name !== undefined && it['name'] === name).flatMap(clusterOf);
}

function clusterOf(it: Json): FoundCluster[] {
  const name = textAt(it, 'name');
  const server = textAt(it, 'cluster', 'server') ?? '';
  const host = URL.canParse(server) ? new URL(server).hostname : '';
  return name === undefined ? [] : [{ name, ...(host !== '' && { host }) }];
}
