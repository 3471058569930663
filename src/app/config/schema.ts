import { z } from 'zod';
import { severities } from '#model';
import { componentListOf } from '#engine/settings';
import type { AnyRule } from '#engine/any-rule';
import { access } from './access.ts';
import { allow, deny } from './components.ts';
import { custom } from './custom.ts';
import { evidence, members, schedule } from './deployment.ts';
import { events } from './events.ts';
import { reason } from './fields.ts';
import { notify, slack } from './notify.ts';
import { org } from './org.ts';
import { owners } from './owners.ts';
import { remediation } from './remediation.ts';
import { reports } from './reports.ts';
import { sla } from './sla.ts';
import { targets } from './targets.ts';
import { waivers } from './waivers.ts';

const severity = z.enum(severities);

/** What the config has to know of a rule. */
type Known = Pick<AnyRule, 'id' | 'aliases' | 'params'>;

/**
 * The schema of shoalwatch.yaml for a set of rules: their ids and parameters are known, and nothing else passes. A rule
 * that the config itself brings along can be set and waived like others.
 */
export function configSchema(rules: readonly AnyRule[], customIds: readonly string[] = []) {
  const known: readonly Known[] = [...rules, ...customIds.map((id) => ({ id }))];
  return z.strictObject({
    version: z.literal(1),
    org: org.optional(),
    targets: targets.optional(),
    schedule: schedule.optional(),
    evidence: evidence.optional(),
    reports: reports.optional(),
    members: members.optional(),
    events: events.optional(),
    slack: slack.optional(),
    policy: z
      .strictObject({
        allow: allow.optional(),
        deny: deny.optional(),
        rules: z
          .strictObject(
            Object.fromEntries(
              known.flatMap((rule) => idsOf(rule).map((id) => [id, settingSchema(rule).optional()] as const)),
            ),
          )
          .optional(),
        custom: custom(rules).optional(),
        sla: sla.optional(),
      })
      .optional(),
    owners: owners.optional(),
    notify: notify.optional(),
    remediation: remediation.optional(),
    access: access.optional(),
    waivers: waivers(known).optional(),
  });
}

/** A config that has passed its schema. */
export type Config = z.output<ReturnType<typeof configSchema>>;

/** The component list that fills the parameter at `policy.rules.<id>.params.<name>`. */
export function filledFrom(rules: readonly AnyRule[], path: readonly PropertyKey[]): string | undefined {
  const [policy, settings, id, params, name] = path.map(String);
  if (path.length !== 5 || policy !== 'policy' || settings !== 'rules' || params !== 'params') return undefined;
  const rule = rules.find((it) => idsOf(it).includes(id ?? ''));
  const shape: Readonly<Record<string, unknown>> = rule?.params?.shape ?? {};
  return Object.hasOwn(shape, name ?? '') ? componentListOf(shape[name ?? '']) : undefined;
}

/** A renamed rule is still known by its older ids. */
const idsOf = ({ id, aliases = [] }: Known): readonly string[] => [id, ...aliases];

const settings = new WeakMap<Known, ReturnType<typeof newSetting>>();

/** Made once for each rule: it takes longer than to read a config of a few pages. */
function settingSchema(rule: Known) {
  const made = settings.get(rule) ?? newSetting(rule);
  settings.set(rule, made);
  return made;
}

function newSetting(rule: Known) {
  const shape = Object.entries(rule.params?.shape ?? {}).filter(([, field]) => componentListOf(field) === undefined);
  return z
    .strictObject({
      enabled: z.boolean().optional(),
      severity: severity.optional(),
      params: z.strictObject(Object.fromEntries(shape)).partial().optional(),
      reason: reason.optional(),
    })
    .refine(({ enabled, reason }) => enabled !== false || reason !== undefined, {
      message: 'a rule that is switched off needs a reason',
      path: ['reason'],
    });
}
