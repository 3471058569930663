import { defineFact } from '#model';
import { fieldMissing, isUnread, unknown, type Unknown } from '#rule';
import { projectOf } from '../../address.ts';
import { computeProject, computeProjectOf } from '../../compute/project/resource.ts';
import { keysOfAccount, serviceAccountKeys, type ServiceAccountKey } from '../../iam/service-account-keys/resource.ts';
import { isDefaultAccount } from './account-facts.ts';
import { accountsOfCluster, defaultAccount, projectOfAccount } from './accounts.ts';
import { gkeCluster } from './resource.ts';

/** A key that people made for an account that nodes run as, and where it stands. */
export interface AccountKey {
  readonly account: string;
  readonly id: string;
  readonly at: string;
  readonly key: ServiceAccountKey;
}

/** The keys of the accounts that the nodes of a cluster run as, and what was not told of them. */
export interface AccountKeys {
  readonly accounts: readonly string[];
  readonly keys: readonly AccountKey[];
  readonly untold: readonly Unknown[];
}

/** The keys that people made for the service accounts that the nodes of a cluster run as. Those of Google's own never count. */
export const accountKeys = defineFact({
  name: 'gke.account-keys',
  of: gkeCluster,
  uses: [serviceAccountKeys, computeProject],
  work({ id, config }, { find }): AccountKeys {
    const project = projectOf(id)?.replace('gcp:', '') ?? '';
    const usual = (): string | Unknown => {
      const compute = find(computeProject, computeProjectOf(project));
      if (compute === 'absent') return unknown('not-found', `Compute Engine says nothing of ${project}.`);
      return isUnread(compute)
        ? compute
        : compute.config.defaultServiceAccount || fieldMissing('defaultServiceAccount');
    };
    const named = accountsOfCluster(config).map((account): { account: string; home: string } | Unknown => {
      if (!isDefaultAccount(account)) {
        const home = projectOfAccount(account);
        return home === undefined ? unknown('outside', `The project of ${account} is not told.`) : { account, home };
      }
      const own = usual();
      if (isUnread(own)) return own;
      if (account === defaultAccount || account === own) return { account: own, home: project };
      return unknown('outside', `The project of ${account} is not told.`);
    });
    const read = named.map((it) => {
      if (isUnread(it)) return it;
      const found = find(serviceAccountKeys, keysOfAccount(it.home, it.account));
      return found === 'absent' ? unknown('not-found', `The keys of ${it.account} were not found.`) : found;
    });
    return {
      accounts: named.flatMap((it) => (isUnread(it) ? [] : [it.account])),
      untold: read.filter((it) => isUnread(it)),
      keys: read.flatMap((it) => (isUnread(it) ? [] : keysIn(it))),
    };
  },
});

const keysIn = ({ id, name, config }: { id: string; name: string; config: typeof serviceAccountKeys.config }) =>
  (config.keys ?? []).flatMap((key, i): readonly AccountKey[] =>
    key.keyType === 'SYSTEM_MANAGED'
      ? []
      : [{ account: name, id: key.name?.split('/').at(-1) ?? '', at: `${id}#keys[${i}]`, key }],
  );
