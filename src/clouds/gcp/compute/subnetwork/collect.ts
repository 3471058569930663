import type { compute_v1 } from '@googleapis/compute';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { toWire } from '../../../to-wire.ts';
import { fullName, lastPart } from '../../address.ts';
import { MissingZones } from '../../failure.ts';
import type { GcpReader } from '../../reader.ts';
import { subnetwork } from './resource.ts';

type Subnetwork = compute_v1.Schema$Subnetwork;
type Page = compute_v1.Schema$SubnetworkAggregatedList;

/**
 * Reads the subnetworks of projects; of those of others only the ones of networks in `used`, by full name. Regions that
 * could not be reached are a gap, and the subnetworks of the others are still read.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks/aggregatedList
 */
export function collectSubnetworks(
  at: GcpReader,
  projects: readonly string[],
  used: ReadonlySet<string>,
): Promise<void> {
  const api = 'compute.subnetworks.list';
  const about = (project: string): string => `Project ${project}`;
  return at.sheet.listEach({ api, types: [subnetwork], about }, projects, async (project) => {
    const missing = new Set<string>();
    await at.for(project).pages<Page, Subnetwork>({
      api,
      get: at.session.compute,
      path: `projects/${project}/aggregated/subnetworks`,
      query: { maxResults: '500' },
      items: (page) => {
        for (const scope of unreachedIn(page)) missing.add(lastPart(scope));
        return Object.values(page.items ?? {}).flatMap((scoped) => scoped.subnetworks ?? []);
      },
      add: (it) => {
        if (project !== at.project && !used.has(fullName('compute', it.network ?? '') ?? '')) return;
        add(at.sheet, project, it);
      },
    });
    if (missing.size > 0) throw new MissingZones([...missing], 'subnetworks', 'Compute Engine');
  });
}

/** Reads some subnetworks of the project by their full names. */
export async function readSubnetworks({ call, project, session, sheet }: GcpReader, ids: readonly string[]) {
  const api = 'compute.subnetworks.get';
  const read = (address: string): Promise<void> =>
    sheet.one({ api, types: [subnetwork], address }, async () => {
      const path = address.replace('//compute.googleapis.com/', '');
      add(sheet, project, await call(api, (signal) => session.compute<Subnetwork>(path, {}, signal)));
    });
  await Promise.all(ids.map(read));
}

/** A region without subnetworks on a page carries a warning, too, which says no more than that. */
function unreachedIn({ items, unreachables }: Page): readonly string[] {
  const warned = Object.entries(items ?? {}).filter(
    ([, { warning }]) => warning && warning.code !== 'NO_RESULTS_ON_PAGE',
  );
  return [...(unreachables ?? []), ...warned.map(([scope]) => scope)];
}

function add(sheet: Sheet, project: string, it: Subnetwork): void {
  const name = required(it.name, 'name');
  const region = lastPart(required(it.region, 'region'));
  const id = `//compute.googleapis.com/projects/${project}/regions/${region}/subnetworks/${name}`;
  sheet.add(subnetwork, { id, name, created: it.creationTimestamp ?? undefined, config: toWire(it) });
}
