import { DescribeLaunchTemplateVersionsCommand, type LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import type { Nodegroup } from '@aws-sdk/client-eks';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { image } from '../image/resource.ts';
import { launchTemplateVersion } from './resource.ts';
import { lookedAt } from './user-data.ts';

/** Reads the template versions that node groups use, one call for each template. Answers the ids of their images. */
export async function collectLaunchTemplateVersions(
  at: AwsReader,
  nodegroups: readonly Nodegroup[],
): Promise<readonly string[]> {
  const api = 'ec2:DescribeLaunchTemplateVersions';
  const about = ({ id }: Used): string => `Launch template ${id}`;
  const images = new Set<string>();
  await at.sheet.listEach(
    { api, types: [launchTemplateVersion], leads: [image], about },
    usedBy(nodegroups),
    ({ id, versions }) =>
      at.pages(api, {
        send: (NextToken, options) =>
          at.clients.ec2.send(
            new DescribeLaunchTemplateVersionsCommand({
              LaunchTemplateId: id,
              Versions: [...versions],
              ResolveAlias: true,
              IncludeManagedResources: true,
              MaxResults: 200,
              NextToken,
            }),
            options,
          ),
        next: ({ NextToken }) => NextToken,
        items: ({ LaunchTemplateVersions }) => LaunchTemplateVersions,
        add: (it) => {
          add(at, it);
          if (it.LaunchTemplateData?.ImageId !== undefined) images.add(it.LaunchTemplateData.ImageId);
        },
      }),
  );
  return [...images];
}

interface Used {
  readonly id: string;
  readonly versions: ReadonlySet<string>;
}

function usedBy(nodegroups: readonly Nodegroup[]): readonly Used[] {
  const used = new Map<string, Set<string>>();
  for (const { launchTemplate } of nodegroups) {
    if (launchTemplate?.id === undefined) continue;
    const versions = used.get(launchTemplate.id) ?? new Set();
    used.set(launchTemplate.id, versions.add(launchTemplate.version ?? '$Default'));
  }
  return [...used].map(([id, versions]) => ({ id, versions }));
}

function add(at: AwsReader, it: LaunchTemplateVersion): void {
  const template = need(it.LaunchTemplateId, 'LaunchTemplateId');
  const version = need(it.VersionNumber, 'VersionNumber');
  // User data holds passwords and tokens often enough.
  const data = it.LaunchTemplateData && { ...it.LaunchTemplateData, UserData: undefined };
  const userDataHolds = lookedAt(it.LaunchTemplateData?.UserData);
  const config = toWire({ ...it, LaunchTemplateData: data, userDataHolds });
  at.sheet.add(launchTemplateVersion, {
    id: at.arn('ec2', `launch-template/${template}:${version}`),
    name: `${it.LaunchTemplateName ?? template}:${version}`,
    created: config.CreateTime,
    config,
  });
}
