import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readValueName, valueName } from '#engine/plan/plan-value-name';
import { editable, valuesFrom, watched, withValues } from '#engine/plan/plan-values';
import { cidrList, count, flag, fromList, nameList, portList } from '#lib/params';
import { defineRule, pass } from '#rule';
import { about } from '../shop.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  params: z.object({
    networks: cidrList(),
    ports: portList([22]),
    most: count(3),
    strict: flag(true),
    names: nameList(['a']),
    scope: z.enum(['cluster', 'all']).default('cluster'),
    denyIds: fromList('deny.vmImages.id'),
  }),
  evaluate: () => pass(),
});
const set = rule.params?.parse({}) ?? {};
const all = new Set(Object.keys(set));

describe('the values of a plan', () => {
  it('are those that were read of the parameters, each written in its way', () => {
    const read = new Set<string>();
    const params = watched(set, (name) => void read.add(name));
    expect(params['ports']).toEqual([22]);
    expect(editable(rule, read, set)).toEqual([{ name: 'ports', kind: 'numbers', value: '22' }]);
    expect(editable(rule, all, set).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['networks addresses', 'ports numbers', 'most number', 'strict switch', 'names names', 'scope text'],
    ]);
  });

  it('that a component list fills are changed by nobody', () => {
    expect(editable(rule, new Set(['denyIds']), set)).toEqual([]);
    expect(withValues(rule, set, { denyIds: [] })).toEqual({
      cannot: 'denyIds is no value of door-closed that can be changed for one plan'.replace('door-closed', rule.id),
    });
  });

  it('are read as they were written, and only what is otherwise is a value', () => {
    const stood = editable(rule, all, set);
    const form = {
      'v-addresses-networks': '10.0.0.0/8\n192.0.2.0/24',
      ...{ 'v-numbers-ports': '22', 'v-number-most': '5', 'v-switch-strict': 'false' },
      ...{ 'v-names-names': 'a', 'v-text-scope': 'all' },
    };
    const chosen = valuesFrom(form, stood);
    const values = { networks: ['10.0.0.0/8', '192.0.2.0/24'], most: 5, strict: false, scope: 'all' };
    expect(chosen).toEqual({ values });
    expect(withValues(rule, set, values)).toEqual({ params: { ...set, ...values } });
  });

  it('that the rule does not take are refused, with why', () => {
    expect(withValues(rule, set, { scope: 'everything' })).toMatchObject({
      cannot: expect.stringContaining('scope') as string,
    });
    expect(withValues(rule, set, { unknown: 1 })).toMatchObject({
      cannot: expect.stringContaining('unknown') as string,
    });
    expect(valuesFrom({ 'v-number-most': 'many' }, editable(rule, new Set(['most']), set))).toEqual({
      cannot: 'most: "many" cannot be read',
    });
  });

  it('are as they stand where nothing was changed', () => {
    expect(withValues(rule, set, undefined)).toEqual({ params: set });
  });

  it('have names that say how they are written', () => {
    expect(readValueName(valueName({ kind: 'addresses', name: 'networks' }))).toEqual({
      kind: 'addresses',
      name: 'networks',
    });
    for (const text of ['v-other-x', 'v-text-', 'text', 'v-text-a b']) expect(readValueName(text)).toBeUndefined();
  });
});
