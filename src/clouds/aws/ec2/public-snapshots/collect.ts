import { DescribeSnapshotsCommand, type Snapshot } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { publicSnapshots } from './resource.ts';

/** Reads the own snapshots that everybody may copy; the others may be a hundred thousand, and are not listed. */
export async function collectPublicSnapshots(at: AwsReader): Promise<void> {
  const api = 'ec2:DescribeSnapshots';
  const asked = { OwnerIds: ['self'], RestorableByUserIds: ['all'], MaxResults: 1000 };
  await at.sheet.list({ api, types: [publicSnapshots] }, async () => {
    const Snapshots: Snapshot[] = [];
    await at.pages(api, {
      send: (NextToken, options) => at.clients.ec2.send(new DescribeSnapshotsCommand({ ...asked, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: (page) => page.Snapshots,
      add: (it) => Snapshots.push(it),
    });
    const id = `${at.sheet.target.id}/${publicSnapshots.name}`;
    at.sheet.add(publicSnapshots, { id, name: publicSnapshots.name, config: toWire({ Snapshots }) });
  });
}
