import type { DeniedContent, DeniedImage, DenyTerms, Instant, KubernetesService, Policy, Severity } from '#model';
import { parseInstant } from '#lib/time';
import { z } from 'zod';
import { ShoalwatchError } from '#model';
import type { AnyRule } from './any-rule.ts';
import { packageWords } from './risk/denial-words.ts';

/** A rule with what policy says of it at one instant. */
export interface SetRule {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The rules that policy leaves on, each with its parameters; component lists fill the parameters that name one. */
export function settingsOf(rules: readonly AnyRule[], policy: Policy, at: Instant): readonly SetRule[] {
  return rules.filter((rule) => settingFor(policy, rule).enabled !== false).map((rule) => setRule(rule, policy, at));
}

/** What policy says of a rule, by its id or one of its older ids. */
export const settingFor = (policy: Policy, rule: AnyRule): Policy['rules'][string] =>
  [rule.id, ...(rule.aliases ?? [])].map((id) => policy.rules[id]).find((it) => it !== undefined) ?? {};

function setRule(rule: AnyRule, policy: Policy, at: Instant): SetRule {
  const setting = settingFor(policy, rule);
  const schema = rule.params ?? none;
  const parsed = strictly(schema).safeParse({ ...setting.params, ...listsOf(schema, policy, at) });
  if (!parsed.success) {
    throw new ShoalwatchError('config', `policy.rules.${rule.id}.params: ${z.prettifyError(parsed.error)}`);
  }
  return { rule, severity: setting.severity ?? rule.severity, params: parsed.data };
}

const none = z.object({});
const stricter = new WeakMap<z.ZodObject, z.ZodObject>();

/** A schema that takes no other names: made once, for making one costs more than many uses of it. */
function strictly(schema: z.ZodObject): z.ZodObject {
  const known = stricter.get(schema) ?? schema.strict();
  stricter.set(schema, known);
  return known;
}

function listsOf(schema: z.ZodObject, policy: Policy, at: Instant): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const list = componentListOf(field);
    const entries = list && entriesOf(list, policy, at);
    if (entries) filled[name] = entries;
  }
  return filled;
}

/** The component list that fills a parameter; such a parameter cannot be set under `rules`. */
export function componentListOf(field: unknown): string | undefined {
  const list = field instanceof z.ZodType ? field.meta()?.['componentList'] : undefined;
  return typeof list === 'string' ? list : undefined;
}

type Entries = readonly (string | DeniedContent)[] | undefined;

function entriesOf(list: string, { components: { allow, deny }, billed = {} }: Policy, at: Instant): Entries {
  const running = <E extends DenyTerms, T extends string | DeniedContent>(
    entries: readonly E[] | undefined,
    say: (entry: E) => T | undefined,
  ): readonly T[] | undefined => entries?.filter((entry) => isRunning(entry, at)).flatMap((it) => say(it) ?? []);
  const content = (about: string): DeniedContent => ({ about, ...billed[about] });
  const minors = (service: KubernetesService) =>
    running(deny.kubernetesVersions, ({ provider, versions }) =>
      provider === undefined || provider === service ? versions : undefined,
    );
  const entries: Readonly<Record<string, () => Entries>> = {
    'allow.vmImageOwners': () => allow.vmImageOwners,
    'allow.registries': () => allow.registries,
    'deny.vmImages.id': () => running(deny.vmImages, ({ id }) => id),
    'deny.vmImages.name': () => running(deny.vmImages, ({ name }) => name),
    'deny.cves': () => running(deny.cves, ({ id }) => id),
    // A registry's scan answers for a flaw, whether or not bills were asked.
    'deny.cves.id': () => running(deny.cves, ({ id }) => ({ asks: { about: 'cve', id }, ...content(id) })),
    'deny.packages.purl': () => running(deny.packages, (it) => content(packageWords(it))),
    'deny.addonVersions': () => running(deny.addonVersions, ({ addon, versions }) => `${addon} ${versions}`),
    'deny.images.registry': () => running(deny.images, ({ registry }) => registry),
    'deny.images.repository': () => running(deny.images, imageOf),
    'deny.digests': () => running(deny.digests, ({ digest }) => digest),
    'deny.kubernetesVersions.eks': () => minors('eks'),
    'deny.kubernetesVersions.aks': () => minors('aks'),
    'deny.kubernetesVersions.gke': () => minors('gke'),
  };
  const asked = entries[list];
  if (!asked) throw new ShoalwatchError('defect', `no component list is called ${list}`);
  return asked();
}

/** Whether an entry still denies at an instant. */
export function isRunning({ until }: DenyTerms, at: Instant): boolean {
  const [end = Infinity, now = -Infinity] = [parseInstant(until ?? ''), parseInstant(at)];
  return end > now;
}

const imageOf = ({ repository, tag }: DeniedImage): string | undefined =>
  repository === undefined || tag === undefined ? repository : `${repository}:${tag}`;
