import { DescribeClusterVersionsCommand } from '@aws-sdk/client-eks';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { eksVersion } from './resource.ts';

/** Reads every minor that EKS knows, those out of support included. */
export async function collectVersions(at: AwsReader): Promise<void> {
  await at.list(
    { api: 'eks:DescribeClusterVersions', types: [eksVersion] },
    {
      send: (nextToken, options) =>
        at.clients.eks.send(
          new DescribeClusterVersionsCommand({ includeAll: true, maxResults: 100, nextToken }),
          options,
        ),
      next: ({ nextToken }) => nextToken,
      items: ({ clusterVersions }) => clusterVersions,
      add: (it) => {
        const kind = it.clusterType ?? 'eks';
        const version = need(it.clusterVersion, 'clusterVersion');
        const id = `${at.sheet.target.id}/${eksVersion.name}/${kind}/${version}`;
        at.sheet.add(eksVersion, { id, name: `${kind} ${version}`, config: toWire(it) });
      },
    },
  );
}
