import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { beforeAll, expect, test } from 'vitest';
import { awsCloud, type AwsSettings } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import { quickClock } from '../support/quick-clock.ts';
import { account, accessKeyId, motoUrl } from './estate.ts';

type Organizations = AwsSettings['organizations'];

const credentials = { accessKeyId, secretAccessKey: 'secret' };
const region = 'us-east-1';

/** All but the last are in the unit `prod`, that one in the unit `shop` below it. */
const count = 3;
let [prod, shop]: readonly string[] = [];
let members: readonly string[] = [];
beforeAll(async () => {
  const client = new OrganizationsClient({ endpoint: motoUrl(), region, credentials });
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const unitIn = async (ParentId: string | undefined, Name: string): Promise<string> => {
    const made = await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }));
    return made.OrganizationalUnit?.Id ?? '';
  };
  prod = await unitIn(root?.Id, 'prod');
  shop = await unitIn(prod, 'shop');
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const { CreateAccountStatus: made } = await client.send(
      new CreateAccountCommand({ AccountName: `member-${at}`, Email: `member-${at}@shop.example` }),
    );
    const DestinationParentId = at === count - 1 ? shop : prod;
    const [AccountId, SourceParentId] = [made?.AccountId, root?.Id];
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
    ids.push(made?.AccountId ?? '');
  }
  members = ids;
});

async function accountsOf(organizations: Organizations): Promise<readonly string[]> {
  const clock = quickClock();
  const clientConfig = { endpoint: motoUrl(), region, credentials };
  const cloud = awsCloud({ gate: gateOf({ clock, attempts: 1 }), clock, clientConfig, organizations });
  const { targets, gaps } = await cloud.discover();
  expect(gaps).toEqual([]);
  return [...new Set(targets.map(({ id }) => id.split(':')[1] ?? ''))].sort();
}

const entry = { role: 'reader', regions: ['us-west-2'] };

test('the accounts of an organisation are those that were made in it', async () => {
  expect(await accountsOf([entry])).toEqual([account, ...members].sort());
});

test('those of a unit are those of all units below it, without what is left out', async () => {
  const [first = '', ...others] = members;
  expect(await accountsOf([{ ...entry, units: [prod ?? ''], exclude: [first] }])).toEqual([...others].sort());
  expect(await accountsOf([{ ...entry, units: [shop ?? ''] }])).toEqual(members.slice(-1));
});
