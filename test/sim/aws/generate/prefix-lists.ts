import type { Seeded } from '../../seeded.ts';
import type { AwsRegion } from '../estate.ts';

/** The offices' list, one that holds the whole internet in two halves, and one of Amazon's own. */
export function prefixLists(account: string, region: string, random: Seeded): AwsRegion['prefixLists'] {
  const list = (name: string, owner: string, entries: readonly string[]): AwsRegion['prefixLists'][number] => {
    const id = `pl-0${random.hex(16)}`;
    return {
      list: {
        PrefixListId: id,
        PrefixListName: name,
        PrefixListArn: `arn:aws:ec2:${region}:${owner === 'AWS' ? 'aws' : owner}:prefix-list/${id}`,
        AddressFamily: 'IPv4',
        State: 'create-complete',
        MaxEntries: Math.max(10, entries.length),
        Version: 1,
        OwnerId: owner,
        Tags: [],
      },
      entries: entries.map((Cidr, at) => ({ Cidr, Description: `entry ${String(at + 1)}` })),
    };
  };
  return [
    list('offices', account, ['198.51.100.0/24', '203.0.113.0/25', '192.0.2.64/26']),
    list('everywhere', account, ['0.0.0.0/1', '128.0.0.0/1']),
    list(
      'partners',
      account,
      Array.from({ length: 130 }, (_, at) => `100.${String(64 + Math.floor(at / 16))}.${String((at % 16) * 16)}.0/20`),
    ),
    list(`com.amazonaws.${region}.s3`, 'AWS', ['52.219.0.0/16', '16.12.0.0/15']),
  ];
}
