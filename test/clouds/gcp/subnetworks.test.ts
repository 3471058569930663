import { afterEach, expect, test } from 'vitest';
import type { GcpEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit } from './audit.ts';

const [one, two] = generateGcpEstate({ seed: 7, clusters: 8, projects: 2 }).projects;
let sim: GcpSimulator | undefined;
afterEach(async () => sim?.close());

async function read(estate: GcpEstate, projectIds?: readonly string[]) {
  sim = await startGcp({ estate });
  const { readings } = await audit(sim, projectIds && { projectIds });
  const [reading] = readings;
  return { ...reading!, found: reading!.resources.filter(({ type }) => type === 'gcp.subnetwork') };
}

test('regions that could not be reached are a gap, and the subnetworks of the others are read', async () => {
  const region = one!.subnetworks[0]?.region?.split('/').at(-1) ?? '';
  const { gaps, found, complete } = await read({ projects: [{ ...one!, unreachedRegions: [region] }] });
  const detail = `Project ${one!.projectId}: The subnetworks of ${region} are not in the answer: Compute Engine could not reach them.`;
  expect(gaps).toMatchObject([
    { api: 'compute.subnetworks.list', reason: 'unreachable', types: ['gcp.subnetwork'], detail },
  ]);
  const others = one!.subnetworks.filter((it) => !it.region?.endsWith(`/${region}`));
  expect(found.map(({ name }) => name).sort()).toEqual(others.map(({ name }) => name).sort());
  expect(others.length).toBeGreaterThan(0);
  expect(complete).not.toContain('gcp.subnetwork');
});

test('of a host project that nobody watches those of the network that it lends are read', async () => {
  const lent = `projects/${two!.projectId}/global/networks/default`;
  const clusters = one!.clusters.slice(0, 1).map((it) => ({ ...it, networkConfig: { network: lent } }));
  const { found, complete } = await read({ projects: [{ ...one!, clusters }, two!] }, [one!.projectId]);
  const ofHost = two!.subnetworks.filter(({ network }) => network?.endsWith('/networks/default'));
  const idOf = (link: string | null | undefined): string => `//compute.googleapis.com/${link?.split('/v1/')[1] ?? ''}`;
  expect(ofHost.length).toBeGreaterThan(0);
  expect(ofHost.length).toBeLessThan(two!.subnetworks.length);
  expect(found.map(({ id }) => id).sort()).toEqual(
    [...ofHost, ...one!.subnetworks].map(({ selfLink }) => idOf(selfLink)).sort(),
  );
  expect(complete).toContain('gcp.subnetwork');
});
