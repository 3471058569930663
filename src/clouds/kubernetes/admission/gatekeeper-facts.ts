import { defineFact, type Unknown } from '#model';
import { isLike } from '#lib/wildcard';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { gatekeeperConfig } from '../gatekeeper-config/resource.ts';
import { constraintGroup } from '../gatekeeper-constraint/group.ts';
import { kindsOfOthers } from '../gatekeeper-constraint/known-kinds.ts';
import { gatekeeperConstraint } from '../gatekeeper-constraint/resource.ts';
import { selectsAll } from '../label-selector.ts';
import { namespace } from '../namespace/resource.ts';
import { validatingWebhookConfiguration } from '../validating-webhook-configuration/resource.ts';
import { inForceFor, isRefusing, kindOfConstraint } from './gatekeeper-match.ts';
import { namesPods } from './match-facts.ts';
import { isLeftOut } from './webhook-facts.ts';

/** The name of the webhook by which Gatekeeper is asked, under Azure Policy, too. */
const ownWebhook = 'validation.gatekeeper.sh';

/**
 * Whether Gatekeeper is asked about every pod that is made in a namespace, and does not leave it out by its configuration.
 * Source: https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces
 */
export const gatekeeperAsked = defineFact({
  name: 'k8s.gatekeeper-asked',
  of: namespace,
  uses: [kubernetesApi, gatekeeperConfig, validatingWebhookConfiguration],
  work(it, { find, list }): boolean | Unknown {
    const api = find(kubernetesApi, apiAddress(it.target));
    if (isUnread(api)) return api;
    if (api === 'absent' || !api.config.groups) return fieldMissing('groups');
    if (!api.config.groups.some(({ name }) => name === constraintGroup.name)) return false;
    const hooks = list(validatingWebhookConfiguration);
    const asking = hooks.items
      .flatMap(({ config }) => config.webhooks ?? [])
      .filter((one) => one.name === ownWebhook && namesPods(one.rules) && !isLeftOut(one, it));
    if (asking.length === 0) return hooks.unread ?? false;
    const { items, unread } = list(gatekeeperConfig);
    const homes = asking.map(({ clientConfig }) => clientConfig.service?.namespace);
    // A webhook that is called by its address does not say where Gatekeeper runs.
    const isRead = (home: string | undefined): boolean => homes.includes(undefined) || homes.includes(home);
    if (items.some(({ config }) => isRead(config.metadata?.namespace) && excludes(config, it.name))) return false;
    if (unread) return unread;
    const isSure = asking.some((one) => !one.matchConditions?.length && selectsAll(one.objectSelector ?? {}));
    return (
      isSure || unknown('not-ready', 'The webhook of Gatekeeper is asked about some pods, which are not told apart.')
    );
  },
});

const excludes = ({ metadata, spec }: typeof gatekeeperConfig.config, own: string): boolean =>
  metadata?.name === 'config' &&
  (spec?.match ?? []).some(
    ({ excludedNamespaces = [], processes = [] }) =>
      processes.some((one) => one === '*' || one === 'webhook') && excludedNamespaces.some((one) => isLike(own, one)),
  );

/**
 * The name of a constraint by which Gatekeeper refuses pods of a namespace; undefined where none does. What a template asks
 * cannot be read; constraints of kinds that are known to ask nothing of the security of pods do not count.
 */
export const gatekeeperGuard = defineFact({
  name: 'k8s.gatekeeper-guard',
  of: namespace,
  uses: [gatekeeperAsked, gatekeeperConstraint],
  work(it, { fact, list }): string | Unknown | undefined {
    const asked = fact(gatekeeperAsked, it);
    if (asked === false) return undefined;
    const { items, unread } = list(gatekeeperConstraint);
    const counting = items.filter((one) => !kindsOfOthers.has(kindOfConstraint(one)) && isRefusing(one.config));
    const answers = counting.map((one) => inForceFor(it, one)).filter((answer) => answer !== undefined);
    if (answers.length === 0) return unread;
    if (isUnread(asked)) return asked;
    return answers.find((answer) => !isUnread(answer)) ?? unread ?? answers[0];
  },
});
