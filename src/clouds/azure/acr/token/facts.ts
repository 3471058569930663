import { defineFact, type Found, type ResourceOf, type Unknown } from '#model';
import { isUnread, unknown, type Evidence } from '#rule';
import { armId } from '../../address.ts';
import { acrRegistry } from '../registry/resource.ts';
import { scopeMap } from '../scope-map/resource.ts';
import { registryToken } from './resource.ts';

type Token = ResourceOf<typeof registryToken>;

/** Whether a token can be used: one whose state is not told can. */
export const isEnabled = ({ status }: Token['config']): boolean => status?.toLowerCase() !== 'disabled';

/** A token of a registry that can be used. */
export interface UsableToken {
  readonly token: Token;
  /** What it may change in every repository, or why that is not known. */
  readonly changing: { readonly actions: readonly string[]; readonly seen: readonly Evidence[] } | Unknown;
  readonly credentials: readonly Credential[];
}

/** A password of a token, with where it stands. */
export interface Credential {
  readonly name: string;
  /** When it ends; absent where it never does. */
  readonly expiry?: string;
  readonly at: string;
}

/**
 * The tokens of a registry that can be used. Those that a connected registry made have scope maps of its own, and are
 * left out.
 * Sources: https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions,
 * https://learn.microsoft.com/azure/container-registry/overview-connected-registry-access
 */
export const usableTokens = defineFact({
  name: 'acr.usable-tokens',
  of: acrRegistry,
  uses: [registryToken, scopeMap],
  work({ id }, { list, find }): readonly UsableToken[] {
    const tokens = list(registryToken, { registry: id }).items;
    return tokens
      .filter(({ config }) => isEnabled(config) && !isOfConnectedRegistry(config))
      .map((token) => {
        const { scopeMapId } = token.config;
        const map = scopeMapId ? find(scopeMap, armId(scopeMapId)) : 'absent';
        return { token, changing: changingIn(token, map), credentials: passwordsOf(token) };
      });
  },
});

/** What a scope map lets a token change in every repository. */
function changingIn({ name }: Token, map: Found<ResourceOf<typeof scopeMap>>): UsableToken['changing'] {
  if (isUnread(map)) return map;
  if (map === 'absent') return unknown('not-found', `The scope map of the token ${name} was not found.`);
  const { id, config } = map;
  if (!config.actions) return unknown('field-missing', `The scope map of the token ${name} lacks its actions.`);
  const seen = config.actions.flatMap((action, i) =>
    isChanging(action) ? [{ at: `${id}#actions[${i}]`, actual: action }] : [],
  );
  return { actions: seen.map(({ actual }) => actual), seen };
}

/** A name that begins with an underscore is the service's: people's names hold letters, digits and hyphens. */
const isOfConnectedRegistry = ({ scopeMapId = '' }: Token['config']): boolean =>
  /\/scopemaps\/_connectedregistry[^/]*$/i.test(scopeMapId);

/** Whether an action of a scope map pushes to or deletes from every repository. */
const isChanging = (action: string): boolean =>
  ['repositories/*/content/write', 'repositories/*/content/delete'].includes(action.toLowerCase());

function passwordsOf({ id, config }: Token): readonly Credential[] {
  return (config.credentials?.passwords ?? []).map(({ name = 'password', expiry }, i) => ({
    name,
    ...(expiry !== undefined && { expiry }),
    at: `${id}#credentials.passwords[${i}]`,
  }));
}
