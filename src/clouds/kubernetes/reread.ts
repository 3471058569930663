import type { Type } from '#model';
import { fewOf, type Again, type Asked } from '../again.ts';
import { parseObjectAddress } from './address.ts';
import { kubernetesApi } from './api/resource.ts';
import { addImages, addServer, apiOf, readKind, readObject, type At, type Found, type KindListing } from './collect.ts';
import type { Client } from './connect/client.ts';
import { collectConstraints } from './gatekeeper-constraint/collect.ts';
import { gatekeeperConstraint } from './gatekeeper-constraint/resource.ts';
import { ownReadOf, type OwnRead } from './gone.ts';
import { runningImage } from './image/resource.ts';
import { node } from './node/resource.ts';
import { collectVpcCniConfig } from './vpc-cni-config/collect.ts';
import { vpcCniConfig } from './vpc-cni-config/resource.ts';
import { workloads } from './workload/resource.ts';

/** What images are worked out from: the pods that run them, what made these, and where they run. */
const imageSources: readonly Type[] = [...workloads, node];

/** Reads what was touched in a cluster again: single objects by their paths where a reader may, else their kinds. */
export async function rereadCluster(client: Client, { whole, part }: Again, asked: readonly Asked[]): Promise<void> {
  const found = new Map<string, Found>();
  const { groups, listings } = apiOf(client);
  const askedFor = (type: Type): Asked | undefined => asked.find((it) => it.type === type);
  const withImages = askedFor(runningImage) !== undefined;

  const kinds = listings.map(async (listing) => {
    const { type } = listing.kind;
    const isSource = withImages && imageSources.includes(type);
    const its = askedFor(type);
    const objects = its && !isSource ? singly(listing, its) : undefined;
    if (objects) return readSome({ client, sheet: part, found }, listing, objects);
    const types = [...(its ? [type] : []), ...(isSource ? [runningImage] : [])];
    if (types.length > 0) await readKind({ client, sheet: whole, found }, listing, types);
  });
  await Promise.all([
    ...kinds,
    askedFor(kubernetesApi) && addServer(client, whole, groups()),
    askedFor(gatekeeperConstraint) && collectConstraints(client, whole, groups()),
    askedFor(vpcCniConfig) && collectVpcCniConfig(client, whole),
  ]);
  if (withImages) addImages(whole, found);
}

interface Single {
  readonly id: string;
  readonly own: OwnRead;
}

/** How each of some objects is read by itself; undefined where one cannot be, or where a reader may only list. */
function singly({ kind: { type }, group, version }: KindListing, asked: Asked): readonly Single[] | undefined {
  const ids = fewOf(asked);
  const objects = ids?.flatMap((id) => {
    const own = ownReadOf({ type: type.name, id });
    const place = parseObjectAddress(id);
    const isServed = place?.version === version && place?.group === (group || 'core');
    return own && isServed && type.reads.includes(own.api) ? { id, own } : [];
  });
  return objects?.length === ids?.length ? objects : undefined;
}

async function readSome(at: At, { kind, group, version = '' }: KindListing, objects: readonly Single[]): Promise<void> {
  await Promise.all(objects.map(({ id, own }) => readObject(at, kind, own, id, { group, version })));
}
