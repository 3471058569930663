import { GetAccountAuthorizationDetailsCommand, type EntityType } from '@aws-sdk/client-iam';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { policy } from '../policy/resource.ts';
import { role } from './resource.ts';

const managedPolicies: readonly EntityType[] = ['LocalManagedPolicy', 'AWSManagedPolicy'];

/** Reads the roles and the managed policies of an account, users and groups left out: one listing instead of hundreds. */
export async function collectAuthorization(at: AwsReader): Promise<void> {
  await collectEntities(at, ['Role', ...managedPolicies]);
}

/** The managed policies alone. */
export async function collectPolicies(at: AwsReader): Promise<void> {
  await collectEntities(at, managedPolicies);
}

async function collectEntities(at: AwsReader, kinds: readonly EntityType[]): Promise<void> {
  await at.list(
    { api: 'iam:GetAccountAuthorizationDetails', types: [role, policy] },
    {
      send: (Marker, options) =>
        at.clients.iam.send(
          new GetAccountAuthorizationDetailsCommand({
            Filter: [...kinds],
            MaxItems: 1000,
            Marker,
          }),
          options,
        ),
      next: ({ IsTruncated, Marker }) => (IsTruncated ? need(Marker, 'Marker') : undefined),
      items: ({ RoleDetailList = [], Policies = [] }) => [
        ...RoleDetailList.map((it) => () => {
          const config = toWire(it);
          const id = need(config.Arn, 'Arn');
          at.sheet.add(role, { id, name: config.RoleName ?? id, created: config.CreateDate, config });
        }),
        ...Policies.map((it) => () => {
          const config = toWire(it);
          const id = need(config.Arn, 'Arn');
          at.sheet.add(policy, { id, name: config.PolicyName ?? id, created: config.CreateDate, config });
        }),
      ],
      add: (write) => write(),
    },
  );
}
