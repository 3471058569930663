import type { AnyRule } from '#engine/any-rule';
import { componentListOf, settingFor, settingsOf } from '#engine/settings';
import { canonicalJson } from '#lib/canonical';
import { defaultPolicy, type Instant, type Policy } from '#model';
import type { Config } from './schema.ts';

/** One setting as it stands now, by its path in the config, and what made it so. */
export interface Resolved {
  readonly setting: string;
  readonly value: unknown;
  readonly from: 'the config' | 'the default' | `policy.${string}`;
}

/** What is set of the places that are audited, entry by entry; where nothing is, all that the credentials reach. */
export function resolvedTargets({ targets = {} }: Config): readonly Resolved[] {
  return Object.entries(targets).flatMap(([cloud, entries = []]) =>
    entries.flatMap((entry, at) =>
      Object.entries(entry).map(([key, value]): Resolved => ({
        setting: `targets.${cloud}.${at}.${key}`,
        value,
        from: 'the config',
      })),
    ),
  );
}

/** Every setting of every rule, in the order of the rules: whether it is on, its severity, its parameters. */
export function resolvedSettings(rules: readonly AnyRule[], policy: Policy, at: Instant): readonly Resolved[] {
  return rules.flatMap((rule) => {
    const own = settingFor(policy, rule);
    const path = `policy.rules.${rule.id}`;
    const [set] = settingsOf([rule], policy, at);
    if (!set) return [{ setting: `${path}.enabled`, value: false, from: 'the config' as const }];
    const [usual] = settingsOf([rule], defaultPolicy, at);
    const params = Object.entries(set.params).map(([name, value]): Resolved => {
      const list = componentListOf(rule.params?.shape[name]);
      const isUsual = canonicalJson(value) === canonicalJson(usual?.params[name]);
      const from = isUsual ? 'the default' : list === undefined ? 'the config' : (`policy.${list}` as const);
      return { setting: `${path}.params.${name}`, value, from };
    });
    const severity = own.severity === undefined && !rule.custom ? 'the default' : 'the config';
    return [{ setting: `${path}.severity`, value: set.severity, from: severity }, ...params];
  });
}
