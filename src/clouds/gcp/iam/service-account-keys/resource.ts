import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/**
 * A key that somebody can sign in with as a service account, without the key itself.
 * Source: https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys
 */
export interface ServiceAccountKey {
  /** `projects/<project>/serviceAccounts/<address>/keys/<id>`. */
  readonly name?: string;
  readonly keyType?: string;
  readonly keyOrigin?: string;
  readonly keyAlgorithm?: string;
  readonly validAfterTime?: string;
  readonly validBeforeTime?: string;
  readonly disabled?: boolean;
}

/** An answer without keys has no list. */
export interface ServiceAccountKeys {
  readonly keys?: readonly ServiceAccountKey[];
}

const changes = ['Create', 'Upload', 'Enable', 'Disable', 'Delete'];

/** The keys of a service account that people made, at the address that `keysOfAccount` gives: the answer of `keys.list`. */
export const serviceAccountKeys = defineType({
  name: 'gcp.service-account-keys',
  scope: 'gcp-project',
  reads: ['iam.serviceAccountKeys.list'],
  byReference: true,
  changedBy: changes.map((verb) => `google.iam.admin.v1.${verb}ServiceAccountKey`),
  config: wire<ServiceAccountKeys>(),
  home: projectOf,
});

/** The address of the keys of a service account, given by its project and its own address, `<name>@...`. */
export const keysOfAccount = (project: string, account: string): string =>
  `//iam.googleapis.com/projects/${project}/serviceAccounts/${account}/keys`;

/** The service account that an address is about, `<name>@...`. */
export const accountOfKeys = (address: string): string => address.split('/').at(-2) ?? '';
