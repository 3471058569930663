import {
  DescribeAccessEntryCommand,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
  type AssociatedAccessPolicy,
} from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import { need, type AwsReader } from '../../reader.ts';
import { accessPolicies } from '../access-policies/resource.ts';
import { principalPath } from './principal.ts';
import { accessEntry } from './resource.ts';

/** Reads the access entries of the clusters that have them, and the access policies of each. */
export async function collectAccessEntries(at: AwsReader, clusters: readonly string[]): Promise<void> {
  const api = 'eks:ListAccessEntries';
  const about = (cluster: string): string => `Cluster ${cluster}`;
  const types = [accessEntry, accessPolicies];
  await at.sheet.listEach({ api, types, about }, clusters, async (clusterName) => {
    const principals = new Set<string>();
    try {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListAccessEntriesCommand({ clusterName, maxResults: 100, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ accessEntries }) => accessEntries,
        add: (principal) => principals.add(principal),
      });
    } finally {
      await Promise.all([...principals].map((principal) => describe(at, clusterName, principal)));
    }
  });
}

async function describe(at: AwsReader, clusterName: string, principalArn: string): Promise<void> {
  await Promise.all([
    collectAccessEntry(at, clusterName, principalArn),
    collectAccessPolicies(at, clusterName, principalArn),
  ]);
}

/** The real address ends with an id that only the answer holds. */
const addressOf = (at: AwsReader, cluster: string, principal: string): string =>
  at.arn('eks', `access-entry/${cluster}/${principalPath(principal)}/`);

/** Reads the access entry of a principal, without its policies. */
export async function collectAccessEntry(at: AwsReader, clusterName: string, principalArn: string): Promise<void> {
  const api = 'eks:DescribeAccessEntry';
  const address = addressOf(at, clusterName, principalArn);
  // An entry of which only the beginning of the address is known can be any that was read before.
  await at.sheet.one({ api, types: [accessEntry], leads: [accessEntry], address }, async () => {
    const command = new DescribeAccessEntryCommand({ clusterName, principalArn });
    const answer = await at.call(api, (options) => at.clients.eks.send(command, options));
    const config = toWire(need(answer.accessEntry, 'accessEntry'));
    const id = config.accessEntryArn ?? address;
    at.sheet.add(accessEntry, { id, name: `${clusterName}/${principalArn}`, created: config.createdAt, config });
  });
}

/** Reads the access policies of a principal. */
export async function collectAccessPolicies(at: AwsReader, clusterName: string, principalArn: string): Promise<void> {
  const api = 'eks:ListAssociatedAccessPolicies';
  const address = `${addressOf(at, clusterName, principalArn)}policies`;
  await at.sheet.one({ api, types: [accessPolicies], address }, async () => {
    const held: AssociatedAccessPolicy[] = [];
    const asked = { clusterName, principalArn, maxResults: 100 };
    await at.pages(api, {
      send: (nextToken, options) =>
        at.clients.eks.send(new ListAssociatedAccessPoliciesCommand({ ...asked, nextToken }), options),
      next: ({ nextToken }) => nextToken,
      items: ({ associatedAccessPolicies }) => associatedAccessPolicies,
      add: (policy) => held.push(policy),
    });
    const config = toWire({ clusterName, principalArn, associatedAccessPolicies: held });
    at.sheet.add(accessPolicies, { id: address, name: `${clusterName}/${principalArn}`, config });
  });
}
