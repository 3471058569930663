import { GetManagedPrefixListEntriesCommand, type PrefixListEntry } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { prefixList } from './resource.ts';

/** Reads the entries of prefix lists. */
export async function collectPrefixLists(at: AwsReader, ids: readonly string[]): Promise<void> {
  const api = 'ec2:GetManagedPrefixListEntries';
  const address = (id: string): string => at.arn('ec2', `prefix-list/${id}`);
  await at.sheet.each({ api, types: [prefixList], address }, ids, async (PrefixListId) => {
    const Entries: PrefixListEntry[] = [];
    await at.pages(api, {
      send: (NextToken, options) =>
        at.clients.ec2.send(
          new GetManagedPrefixListEntriesCommand({ PrefixListId, MaxResults: 100, NextToken }),
          options,
        ),
      next: ({ NextToken }) => NextToken,
      items: (page) => page.Entries,
      add: (entry) => Entries.push(entry),
    });
    const config = toWire({ PrefixListId, Entries });
    at.sheet.add(prefixList, { id: address(PrefixListId), name: PrefixListId, config });
  });
}
