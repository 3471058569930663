import { z } from 'zod';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { disabled, updateToken } from '#clouds/azure/acr/token/actions';
import { usableTokens, type Credential } from '#clouds/azure/acr/token/facts';
import { count } from '#lib/params';
import { daysBetween, formatDate } from '#lib/time';
import { cannotPlan, defineRule, fail, isUnread, pass, type Evidence } from '#rule';

export default defineRule({
  id: 'acr-token-scope-broad',
  on: acrRegistry,
  uses: [usableTokens],
  title: 'Tokens of a container registry change some repositories at most, and their passwords end',
  severity: 'medium',
  control: 'registry-access-limited',
  why: 'Whoever finds such a token replaces any image that clusters run, and nothing ever takes the token away again.',
  fix: 'Give the token a scope map of the repositories that it needs, and its passwords an end; disable what nobody uses.',
  references: [
    'https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions',
  ],
  params: z.object({ maxTokenDays: count(365) }),
  timed: true,

  evaluate(registry, { fact, params, at }) {
    const found = fact(usableTokens, registry).flatMap(({ token, changing, credentials }) => {
      const lasting = credentials.flatMap((it) => lastingOf(it, at, params.maxTokenDays));
      const isBroad = !isUnread(changing) && changing.actions.length > 0;
      const words = [
        ...(isBroad ? [`may do ${changing.actions.join(' and ')}`] : []),
        ...lasting.map(({ word }) => word),
      ];
      const seen = [...(isBroad ? changing.seen : []), ...lasting.map((it) => it.seen)];
      const failed = fail(`The token ${token.name} ${words.join(', ')}.`, seen, { key: token.id });
      return [...(words.length > 0 ? [failed] : []), ...(isUnread(changing) ? [changing] : [])];
    });
    return found.length > 0 ? found : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateToken],
    plan(registry, { fact }, { key }) {
      const found = fact(usableTokens, registry).find(({ token }) => token.id === key);
      return found ? disabled(found.token) : cannotPlan('the token was not read');
    },
  },
});

function lastingOf(
  { name, expiry, at: path }: Credential,
  at: string,
  most: number,
): { word: string; seen: Evidence }[] {
  if (expiry === undefined)
    return [{ word: `has the ${name} that never ends`, seen: { at: path, actual: 'no expiry' } }];
  const left = daysBetween(at, expiry);
  if (left !== undefined && left <= most) return [];
  return [{ word: `has the ${name} until ${formatDate(expiry)}`, seen: { at: `${path}.expiry`, actual: expiry } }];
}
