import { cannotPlan, defineAction, wire } from '#model';
import type { Action, ActionType, CannotPlan, Edit, ResourceOf } from '#model';
import type { Evidence } from '#rule';
import { tokenExchange } from './facts.ts';
import { federatedCredentials, type FederatedCredential } from './resource.ts';

type Credentials = ResourceOf<typeof federatedCredentials>;

const permission = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';

/**
 * Writes one federated credential of an identity as a whole, or adds it. The service does not compare.
 * Source: https://learn.microsoft.com/rest/api/managedidentity/federated-identity-credentials/create-or-update
 */
export const putCredential = defineAction({
  name: 'azure.put-federated-credential',
  on: federatedCredentials,
  kind: 'replace',
  permissions: [`${permission}/write`],
  writes: ['value'],
  request: wire<{
    readonly name: string;
    readonly issuer: string;
    readonly subject: string;
    readonly audiences: readonly string[];
  }>(),
  simulate: (them, request) =>
    them.config.value.some((it) => it.name === request.name)
      ? edited(them, (it) => (it.name === request.name ? [request] : [it]))
      : [{ put: { ...them, config: { value: [...them.config.value, request] } } }],
  undo(before, { name }, again) {
    const stood = wholeOf(before, name);
    return [stood ? again(stood) : deleteCredential(before, { name })];
  },
  undoneBy: () => [deleteCredential],
});

/**
 * Takes one federated credential off an identity.
 * Source: https://learn.microsoft.com/rest/api/managedidentity/federated-identity-credentials/delete
 */
export const deleteCredential = defineAction({
  name: 'azure.delete-federated-credential',
  on: federatedCredentials,
  kind: 'delta',
  permissions: [`${permission}/delete`],
  writes: ['value'],
  request: wire<{ readonly name: string }>(),
  simulate: (them, { name }) => edited(them, (it) => (it.name === name ? [] : [it])),
  undo: putAgain,
  undoneBy: putting,
});

function putting(): readonly ActionType[] {
  return [putCredential];
}

function putAgain(before: Credentials, { name }: { readonly name: string }): readonly Action[] {
  const stood = wholeOf(before, name);
  return stood ? [putCredential(before, stood)] : [];
}

const edited = (them: Credentials, change: (it: FederatedCredential) => readonly FederatedCredential[]): Edit[] => [
  { put: { ...them, config: { value: them.config.value.flatMap(change) } } },
];

/** A credential with everything that a write of it names. */
function wholeOf({ config }: Credentials, asked: string): Required<FederatedCredential> | undefined {
  const { name, issuer, subject, audiences } = config.value.find((it) => it.name === asked) ?? {};
  return name && issuer && subject && audiences ? { name, issuer, subject, audiences } : undefined;
}

/** Plans to take a credential off that trusts strangers, or to let it take tokens of the one usual audience alone. */
export function narrowed(
  them: Credentials,
  name: string | undefined,
  [seen]: readonly Evidence[],
): readonly Action[] | CannotPlan {
  const stood = wholeOf(them, name ?? '');
  if (!stood) return cannotPlan('the credential is not wholly known');
  if (seen?.at.endsWith('.issuer')) return [deleteCredential(them, { name: stood.name })];
  return seen?.at.endsWith('.audiences')
    ? [putCredential(them, { ...stood, audiences: [tokenExchange] })]
    : cannotPlan('which service account is meant is not known');
}
