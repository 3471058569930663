import { abreast } from '#lib/abreast';
import { isListOfObjects, textAt } from '../../json.ts';
import { MalformedAnswer } from '../../pages.ts';
import type { Sheet } from '../../sheet.ts';
import { addressRootOf, objectAddress } from '../address.ts';
import type { Client } from '../connect/client.ts';
import { connections } from '../connect/endpoint.ts';
import { listAll } from '../connect/pages.ts';
import type { Group } from '../connect/served.ts';
import { constraintGroup } from './group.ts';
import { gatekeeperConstraint } from './resource.ts';

const group = constraintGroup.name;
const types = [gatekeeperConstraint];

/**
 * Reads the constraints of Gatekeeper kind by kind, as the cluster serves them: a kind that may not be read is a gap of its own.
 * Where nobody made a template the group is not served, and there are none.
 */
export async function collectConstraints(
  client: Client,
  sheet: Sheet,
  groups: Promise<readonly Group[]>,
): Promise<void> {
  const served: Served[] = [];
  await sheet.list({ api: `list *.${group}`, types }, async () => {
    const version = (await groups).find(({ name }) => name === group)?.versions[0];
    if (version !== undefined) served.push(...(await kindsServed(client, version)));
  });
  await abreast(served, connections, ({ version, plural }) => {
    const api = `list ${plural}.${group}`;
    const listing = { api, path: `/apis/${group}/${version}/${plural}`, data: undefined };
    return sheet.list({ api, types }, () =>
      listAll(client, listing, (config) => {
        const name = textAt(config, 'metadata', 'name') ?? '';
        const place = { cluster: addressRootOf(sheet.target.id), group, version, namespace: undefined, plural };
        const created = textAt(config, 'metadata', 'creationTimestamp');
        sheet.add(gatekeeperConstraint, { id: objectAddress({ ...place, name }), name, created, config });
      }),
    );
  });
}

/** A kind by its name in paths. */
interface Served {
  readonly version: string;
  readonly plural: string;
}

/** The kinds of the group; what stands below objects, such as `k8sallowedrepos/status`, is none. */
async function kindsServed(client: Client, version: string): Promise<readonly Served[]> {
  const path = `/apis/${group}/${version}`;
  const { resources } = await client.get(`get ${path}`, path);
  if (!isListOfObjects(resources)) throw new MalformedAnswer(`The answer of ${path} lacks resources.`);
  const plurals = resources.flatMap((it) => textAt(it, 'name') ?? []).filter((name) => !name.includes('/'));
  return plurals.map((plural) => ({ version, plural }));
}
