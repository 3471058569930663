import { z } from 'zod';
import { severities } from '#model';
import { componentListOf } from '#engine/settings';
import type { AnyRule } from '#engine/any-rule';
import { targets } from './targets.ts';

const severity = z.enum(severities);
const instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const reason = z.string().min(1);

const entry = z
  .strictObject({
    id: z.string().optional(),
    name: z.string().optional(),
    reason,
    until: instant.optional(),
  })
  .refine(({ id, name }) => id !== undefined || name !== undefined, 'an entry names what it denies: id or name');

/** The schema of shoalwatch.yaml for a set of rules: their ids and parameters are known, and nothing else passes. */
export function configSchema(rules: readonly AnyRule[]) {
  return z.strictObject({
    version: z.literal(1),
    org: z.strictObject({ name: z.string() }).optional(),
    targets: targets.optional(),
    policy: z
      .strictObject({
        allow: z.strictObject({ vmImageOwners: z.array(z.string()).optional() }).optional(),
        deny: z.strictObject({ vmImages: z.array(entry).optional(), cves: z.array(entry).optional() }).optional(),
        rules: z
          .strictObject(
            Object.fromEntries(
              rules.flatMap((rule) => idsOf(rule).map((id) => [id, settingSchema(rule).optional()] as const)),
            ),
          )
          .optional(),
      })
      .optional(),
    waivers: z.array(waiver(rules)).optional(),
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
const idsOf = ({ id, aliases = [] }: AnyRule): readonly string[] => [id, ...aliases];

function settingSchema(rule: AnyRule) {
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

const waiver = (rules: readonly AnyRule[]) =>
  z.strictObject({
    id: z.string(),
    rule: z.enum(rules.map(({ id }) => id)),
    resource: z.string(),
    key: z.string().optional(),
    until: instant,
    owner: z.string(),
    approver: z.string(),
    reason,
    control: z.string().optional(),
    ticket: z.string().optional(),
  });
