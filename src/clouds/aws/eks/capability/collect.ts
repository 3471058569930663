import { DescribeCapabilityCommand, ListCapabilitiesCommand, type CapabilitySummary } from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import { need, type AwsReader } from '../../reader.ts';
import { eksCapability } from './resource.ts';

/** Reads the capabilities of the clusters. */
export async function collectCapabilities(at: AwsReader, clusters: readonly string[]): Promise<void> {
  const api = 'eks:ListCapabilities';
  const about = (cluster: string): string => `Cluster ${cluster}`;
  await at.sheet.listEach({ api, types: [eksCapability], about }, clusters, async (clusterName) => {
    const found: CapabilitySummary[] = [];
    try {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListCapabilitiesCommand({ clusterName, maxResults: 100, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ capabilities }) => capabilities,
        add: (it) => found.push(it),
      });
    } finally {
      await Promise.all(
        found.map(({ arn, capabilityName }) =>
          collectCapability(at, need(arn, 'arn'), clusterName, need(capabilityName, 'capabilityName')),
        ),
      );
    }
  });
}

/** Reads one capability. */
export async function collectCapability(
  at: AwsReader,
  address: string,
  clusterName: string,
  capabilityName: string,
): Promise<void> {
  const api = 'eks:DescribeCapability';
  await at.sheet.one({ api, types: [eksCapability], address }, async () => {
    const command = new DescribeCapabilityCommand({ clusterName, capabilityName });
    const { capability } = await at.call(api, (options) => at.clients.eks.send(command, options));
    const config = toWire(need(capability, 'capability'));
    const name = `${clusterName}/${capabilityName}`;
    at.sheet.add(eksCapability, { id: config.arn ?? address, name, created: config.createdAt, config });
  });
}
