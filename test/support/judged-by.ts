import { typesNeeded, type AnyRule } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { settingsOf } from '#engine/settings';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Action, type CannotPlan, type Judgement, type Resource } from '#model';
import { fail } from '#rule';
import { frozen, snapshotsOf } from './build.ts';
import { lookFrom } from './look-from.ts';

const at = '2026-11-01T00:00:00Z';

/** What a rule says of a resource beside others, for what a table does not show: evidence values, the plan itself. */
export function judgedBy(
  rule: AnyRule,
  on: Resource,
  options: { beside?: readonly Resource[]; params?: Readonly<Record<string, unknown>> } = {},
): { readonly judgements: readonly Judgement[]; plan(): readonly Action[] | CannotPlan | undefined } {
  const world = worldOf(frozen(snapshotsOf([on, ...(options.beside ?? [])], typesNeeded(rule))));
  const policy = { ...defaultPolicy, rules: { [rule.id]: { params: options.params ?? {} } } };
  const judgements = evaluate({ world, rules: [rule], policy, at }).filter(({ resource }) => resource.id === on.id);
  const plan = () => {
    const [set] = settingsOf([rule], policy, at);
    const context = { ...lookFrom(world, on), params: set?.params ?? {}, at };
    return rule.remediation?.plan(on, context, fail('', []));
  };
  return { judgements, plan };
}
