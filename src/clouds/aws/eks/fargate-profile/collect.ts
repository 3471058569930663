import { DescribeFargateProfileCommand, ListFargateProfilesCommand } from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import { need, type AwsReader } from '../../reader.ts';
import { fargateProfile } from './resource.ts';

/** Reads the Fargate profiles of the clusters. */
export async function collectFargateProfiles(at: AwsReader, clusters: readonly string[]): Promise<void> {
  const api = 'eks:ListFargateProfiles';
  const about = (cluster: string): string => `Cluster ${cluster}`;
  await at.sheet.listEach({ api, types: [fargateProfile], about }, clusters, async (clusterName) => {
    const names = new Set<string>();
    try {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListFargateProfilesCommand({ clusterName, maxResults: 100, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ fargateProfileNames }) => fargateProfileNames,
        add: (name) => names.add(name),
      });
    } finally {
      await Promise.all([...names].map((name) => collectFargateProfile(at, clusterName, name)));
    }
  });
}

/** Reads one Fargate profile. */
export async function collectFargateProfile(
  at: AwsReader,
  clusterName: string,
  fargateProfileName: string,
): Promise<void> {
  const api = 'eks:DescribeFargateProfile';
  // The real address ends with an id that only the answer holds.
  const address = at.arn('eks', `fargateprofile/${clusterName}/${fargateProfileName}/`);
  // A profile of which only the beginning of the address is known can be any that was read before.
  await at.sheet.one({ api, types: [fargateProfile], leads: [fargateProfile], address }, async () => {
    const command = new DescribeFargateProfileCommand({ clusterName, fargateProfileName });
    const answer = await at.call(api, (options) => at.clients.eks.send(command, options));
    const config = toWire(need(answer.fargateProfile, 'fargateProfile'));
    const name = `${clusterName}/${fargateProfileName}`;
    at.sheet.add(fargateProfile, { id: config.fargateProfileArn ?? address, name, created: config.createdAt, config });
  });
}
