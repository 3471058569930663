import { awsTypes } from '#clouds/aws/types';
import { azureTypes } from '#clouds/azure/types';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Scope } from '#model';
import { grantedBy } from '../../clouds/permissions/granted.ts';
import { actions } from './printed.ts';

const types = [...awsTypes, ...azureTypes, ...gcpTypes, ...clusterTypes];

/** What actions and questions after callers take in a scope, as the types and actions themselves say. */
export const taken = (...scopes: readonly Scope[]): readonly string[] => [
  ...actions.filter(({ on }) => scopes.includes(on.scope)).flatMap(({ permissions }) => permissions),
  ...types.filter(({ scope }) => scopes.includes(scope)).flatMap(({ callers }) => callers),
];

/** Each name once, in order. */
export const each = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** What may be done in a place outside AWS: whatever its reader may, and what plans take. */
export const fixing = async (reader: string, scope: Scope): Promise<readonly string[]> =>
  each([...(await grantedBy(reader)), ...taken(scope)]);
