import { z } from 'zod';
import { cannotPlan, type CannotPlan } from '#model';
import type { AnyRule } from '../any-rule.ts';
import { entriesIn, readValueName, type PlanValue, type ValueKind } from './plan-value-name.ts';
import { componentListOf } from '../settings.ts';

type Values = Readonly<Record<string, unknown>>;

/** The parameters of a rule with those that a person chose for one plan; or why these are none that the rule takes. */
export function withValues(
  { id, params: schema = z.object({}) }: AnyRule,
  set: Values,
  values: Values | undefined,
): { readonly params: Values } | CannotPlan {
  if (values === undefined) return { params: set };
  const foreign = Object.keys(values).find((name) => !isOpen(schema, name));
  if (foreign !== undefined) return cannotPlan(`${foreign} is no value of ${id} that can be changed for one plan`);
  const parsed = schema.strict().safeParse({ ...set, ...values });
  return parsed.success
    ? { params: parsed.data }
    : cannotPlan(`the values do not fit: ${z.prettifyError(parsed.error)}`);
}

/** The same parameters, which say what is read of them. */
export const watched = (params: Values, read: (name: string) => void): Values =>
  new Proxy(params, {
    get(it, name: string) {
      read(name);
      return it[name];
    },
  });

/** The values of a plan that a person may change: those that it is made from, and that no component list fills. */
export function editable({ params: schema = z.object({}) }: AnyRule, read: ReadonlySet<string>, set: Values) {
  return Object.keys(schema.shape).flatMap((name): PlanValue[] => {
    const kind = read.has(name) && isOpen(schema, name) ? kindOf(schema.shape[name]) : undefined;
    return kind === undefined ? [] : [{ name, kind, value: written(set[name]) }];
  });
}

/** Values as a person wrote them, by the names that `editable` gave; what is written as it stood is none. */
export function valuesFrom(
  form: Readonly<Record<string, string>>,
  stood: readonly PlanValue[],
): { readonly values: Values } | CannotPlan {
  const values: Record<string, unknown> = {};
  for (const { name, kind, value } of stood) {
    const text = Object.entries(form).find(([key]) => {
      const named = readValueName(key);
      return named?.name === name && named.kind === kind;
    })?.[1];
    const is = parsed(kind, text ?? '');
    if (is === undefined) return cannotPlan(`${name}: "${text ?? ''}" cannot be read`);
    if (written(is) !== value) values[name] = is;
  }
  return { values };
}

const isOpen = (schema: z.ZodObject, name: string): boolean =>
  Object.hasOwn(schema.shape, name) && componentListOf(schema.shape[name]) === undefined;

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join('\n');
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}

function parsed(kind: ValueKind, text: string): unknown {
  const entries = entriesIn(text);
  switch (kind) {
    case 'addresses':
      return entries;
    case 'names':
      return text
        .split('\n')
        .map((it) => it.trim())
        .filter((it) => it !== '');
    case 'numbers':
      return entries.every(isWhole) ? entries.map(Number) : undefined;
    case 'number':
      return isWhole(text.trim()) ? Number(text.trim()) : undefined;
    case 'switch':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'text':
      return text.trim();
  }
}

const isWhole = (text: string): boolean => /^\d{1,15}$/.test(text);

/** How a parameter is written, by its schema; undefined for what no form can hold. */
function kindOf(field: unknown): ValueKind | undefined {
  if (!(field instanceof z.ZodType)) return undefined;
  const schema = z.toJSONSchema(field, { unrepresentable: 'any' });
  const own = typesIn(schema);
  if (own.has('array')) {
    const of = typesIn(schema.items);
    if (isAddress(schema.items)) return 'addresses';
    return of.has('string') ? 'names' : of.has('integer') ? 'numbers' : undefined;
  }
  if (own.has('integer')) return 'number';
  return own.has('boolean') ? 'switch' : own.has('string') ? 'text' : undefined;
}

type Schema = z.core.JSONSchema.JSONSchema;

/** The types of a schema, those of what it may be among. */
function typesIn(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const { type, anyOf = [] } = schema as Schema;
  return new Set([...(typeof type === 'string' ? [type] : []), ...anyOf.flatMap((it) => [...typesIn(it)])]);
}

const isAddress = (schema: unknown): boolean => {
  if (typeof schema !== 'object' || schema === null) return false;
  const { format, anyOf = [] } = schema as Schema;
  return format?.startsWith('cidr') === true || (anyOf.length > 0 && anyOf.every(isAddress));
};
