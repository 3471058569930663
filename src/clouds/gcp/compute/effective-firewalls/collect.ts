import type { compute_v1 } from '@googleapis/compute';
import { toWire } from '../../../to-wire.ts';
import { lastPart, projectOf } from '../../address.ts';
import type { GcpReader } from '../../reader.ts';
import {
  effectiveFirewalls,
  effectiveFirewallsName,
  effectiveFirewallsOf,
  regionEffectiveFirewalls,
  regionEffectiveFirewallsOf,
} from './resource.ts';

/** A network with the regions in which clusters use it. */
export interface UsedNetwork {
  /** The full name. */
  readonly name: string;
  readonly regions: readonly string[];
}

/** Reads what is in force on networks, and in the regions in which they are used. */
export async function collectEffectiveFirewalls(at: GcpReader, networks: readonly UsedNetwork[]): Promise<void> {
  const whole = () => Promise.resolve();
  await at.sheet.list({ api: globalApi, types: [effectiveFirewalls] }, whole);
  await at.sheet.list({ api: regionApi, types: [regionEffectiveFirewalls] }, whole);
  await Promise.all(
    networks.flatMap(({ name, regions }) => [
      collectGlobal(at, name),
      ...regions.map((region) => collectRegion(at, name, region)),
    ]),
  );
}

const globalApi = 'compute.networks.getEffectiveFirewalls';
const regionApi = 'compute.networks.getRegionEffectiveFirewalls';

function collectGlobal({ sheet, session, for: forProject }: GcpReader, network: string): Promise<void> {
  const address = effectiveFirewallsOf(network);
  return sheet.one({ api: globalApi, types: [effectiveFirewalls], address }, async () => {
    const path = `${pathOf(network)}/getEffectiveFirewalls`;
    const answer = await forProject(projectIn(network)).call(globalApi, (signal) =>
      session.compute<compute_v1.Schema$NetworksGetEffectiveFirewallsResponse>(path, {}, signal),
    );
    sheet.add(effectiveFirewalls, { id: address, name: effectiveFirewallsName(address), config: toWire(answer) });
  });
}

function collectRegion({ sheet, session, for: forProject }: GcpReader, network: string, region: string): Promise<void> {
  const address = regionEffectiveFirewallsOf(network, region);
  return sheet.one({ api: regionApi, types: [regionEffectiveFirewalls], address }, async () => {
    const path = `projects/${projectIn(network)}/regions/${region}/firewallPolicies/getEffectiveFirewalls`;
    const query = { network: `https://www.googleapis.com/compute/v1/${pathOf(network)}` };
    const answer = await forProject(projectIn(network)).call(regionApi, (signal) =>
      session.compute<compute_v1.Schema$RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponse>(
        path,
        query,
        signal,
      ),
    );
    const name = `${lastPart(network)} in ${region}`;
    sheet.add(regionEffectiveFirewalls, { id: address, name, config: toWire(answer) });
  });
}

const projectIn = (network: string): string => projectOf(network)?.slice('gcp:'.length) ?? '';

const pathOf = (network: string): string => network.replace('//compute.googleapis.com/', '');
