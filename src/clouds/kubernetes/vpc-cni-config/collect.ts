import { textAt, type Json } from '../../json.ts';
import type { Sheet } from '../../sheet.ts';
import { addressRootOf, objectAddress, providerOf } from '../address.ts';
import type { Client } from '../connect/client.ts';
import { KubernetesRefusal } from '../connect/failure.ts';
import { ownReadOf, type OwnRead } from '../gone.ts';
import { toldToCni, vpcCniConfig } from './resource.ts';

const place = { group: '', version: 'v1', namespace: 'kube-system', plural: 'configmaps', name: 'amazon-vpc-cni' };

/** Reads the ConfigMap by its name. Only clusters of EKS have it; the others are not asked. */
export async function collectVpcCniConfig(client: Client, sheet: Sheet): Promise<void> {
  const [api = ''] = vpcCniConfig.reads;
  await sheet.list({ api, types: [vpcCniConfig] }, async () => {
    if (providerOf(sheet.target.id) !== 'eks') return;
    const id = objectAddress({ ...place, cluster: addressRootOf(sheet.target.id) });
    const own = ownReadOf({ type: vpcCniConfig.name, id });
    const found = own && (await read(client, api, own));
    if (!found) return;
    const created = textAt(found, 'metadata', 'creationTimestamp');
    sheet.add(vpcCniConfig, { id, name: `${place.namespace}/${place.name}`, created, config: found });
  });
}

/** The object at a path; undefined where the API says that there is none. */
async function read(client: Client, api: string, { path, missing }: OwnRead): Promise<Json | undefined> {
  try {
    return await client.get(api, path, { data: toldToCni });
  } catch (error) {
    if (error instanceof KubernetesRefusal && error.status === 404 && error.message === missing) return undefined;
    throw error;
  }
}
