import type { compute_v1 } from '@googleapis/compute';
import { toWire } from '../../../to-wire.ts';
import { lastPart, projectOf } from '../../address.ts';
import type { GcpReader } from '../../reader.ts';
import {
  effectiveFirewalls,
  effectiveFirewallsName,
  effectiveFirewallsOf,
  networkOfEffective,
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
  await Promise.all([collectGlobalFirewalls(at, networks), collectRegionalFirewalls(at, networks)]);
}

/** Reads what is in force on networks as a whole. */
export async function collectGlobalFirewalls(at: GcpReader, networks: readonly UsedNetwork[]): Promise<void> {
  await at.sheet.list({ api: globalApi, types: [effectiveFirewalls] }, whole);
  await Promise.all(networks.map(({ name }) => collectGlobal(at, name)));
}

/** Reads what is in force on networks in the regions in which they are used. */
export async function collectRegionalFirewalls(at: GcpReader, networks: readonly UsedNetwork[]): Promise<void> {
  await at.sheet.list({ api: regionApi, types: [regionEffectiveFirewalls] }, whole);
  const places = networks.flatMap(({ name, regions }) => regions.map((region) => [name, region] as const));
  await Promise.all(places.map(([name, region]) => collectRegion(at, name, region)));
}

/** Reads some answers by their addresses, on whole networks or in regions. */
export async function readEffectiveFirewalls(at: GcpReader, addresses: readonly string[]): Promise<void> {
  const read = (address: string): Promise<void> => {
    const region = /\/regions\/([^/]+)\//.exec(address)?.[1];
    const network = networkOfEffective(address);
    return region === undefined ? collectGlobal(at, network) : collectRegion(at, network, region);
  };
  await Promise.all(addresses.map(read));
}

const whole = (): Promise<void> => Promise.resolve();

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
