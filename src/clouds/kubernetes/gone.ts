import type { ResourceRef } from '#model';
import { parseObjectAddress } from './address.ts';
import type { Client } from './connect/client.ts';
import { KubernetesRefusal } from './connect/failure.ts';
import { kindOfPath } from './documents/kinds.ts';

/** How one object is read by its own address. */
export interface OwnRead {
  /** The permission, such as `get deployments.apps`. */
  readonly api: string;
  readonly path: string;
  /** What the API server says when the object is not there; other 404s are about the path. */
  readonly missing: string;
}

/** Undefined for what is no object of the API, such as an image that pods run. */
export function ownReadOf({ type, id }: Pick<ResourceRef, 'type' | 'id'>): OwnRead | undefined {
  const address = parseObjectAddress(id);
  if (!address) return undefined;
  const { version, namespace, plural, name } = address;
  const group = address.group === 'core' ? '' : address.group;
  if (kindOfPath(group, plural)?.type.name !== type) return undefined;
  const resource = group === '' ? plural : `${plural}.${group}`;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const place = namespace === undefined ? root : `${root}/namespaces/${namespace}`;
  const path = `${place}/${plural}/${encodeURIComponent(name)}`;
  return { api: `get ${resource}`, path, missing: `${resource} "${name}" not found` };
}

/** Whether the cluster's API answers, asked for an object by its own path, that there is none. */
export async function isGoneFromCluster({ api, path, missing }: OwnRead, open: () => Client): Promise<boolean> {
  try {
    const client = open();
    try {
      await client.get(api, path);
    } finally {
      await client.close();
    }
    return false;
  } catch (error) {
    return error instanceof KubernetesRefusal && error.status === 404 && error.message === missing;
  }
}
