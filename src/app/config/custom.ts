import { z } from 'zod';
import type { AnyRule } from '#engine/any-rule';
import { mistakeIn, typesCalled } from '#engine/custom/custom-rule';
import { typesOf } from '#engine/ruleset';
import { families, severities } from '#model';
import { reason } from './fields.ts';

/** Custom rules of one policy. */
const most = 200;

const id = z
  .string()
  .max(80)
  .regex(/^custom-[a-z0-9]+(-[a-z0-9]+)*$/, 'the id of a custom rule looks like custom-team-label');

const title = z
  .string()
  .max(160)
  .regex(/^[A-Z][^\r\n]*[^.\s]$/, 'a title is a sentence without its full stop: a capital letter first, on one line')
  .refine((text) => text.split(' ').length > 2, 'a title says what is good, in three words or more');

const words = reason.max(2000);

/** The rules that a policy brings along: each expression is compiled here, over the types of the shipped rules. */
export function custom(rules: readonly AnyRule[]) {
  const types = typesOf(rules);
  const shipped = new Set(rules.filter((it) => !it.custom).flatMap((it) => [it.id, ...(it.aliases ?? [])]));
  const named = Object.keys(families).filter((name) => typesCalled(name, types).length > 0);
  const definition = z
    .strictObject({
      id,
      on: z.enum([...named, ...types.map(({ name }) => name).sort()]),
      severity: z.enum(severities),
      title,
      passWhen: reason,
      message: words.optional(),
      why: words.optional(),
      fix: words.optional(),
    })
    .check(({ value, issues }) => {
      const mistake = mistakeIn(value.passWhen, typesCalled(value.on, types));
      if (mistake === undefined) return;
      issues.push({ code: 'custom', input: value.passWhen, path: ['passWhen'], message: mistake });
    });
  return z
    .array(definition)
    .max(most)
    .check(({ value, issues }) => {
      value.forEach(({ id }, i) => {
        const isTwice = value.findIndex((it) => it.id === id) !== i;
        if (!isTwice && !shipped.has(id)) return;
        const message = `"${id}" is the id of ${isTwice ? 'another custom rule' : 'a rule that ships'}`;
        issues.push({ code: 'custom', input: id, path: [i, 'id'], message });
      });
    });
}

/** The ids of the custom rules in what a config holds, whatever else is in it. */
export function customIdsIn(content: unknown): readonly string[] {
  const parsed = holder.safeParse(content);
  return parsed.success ? parsed.data.policy.custom.flatMap((it) => (it === null ? [] : [it.id])) : [];
}

const holder = z.object({ policy: z.object({ custom: z.array(z.object({ id }).nullable().catch(null)) }) });
