import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rules } from '#rules/catalog.gen';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const listedRules = z.strictObject({
  schemaVersion: z.literal(1),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      provider: z.enum(['aws', 'azure', 'gcp', 'kubernetes', 'cross']),
      on: z.array(z.string()).min(1),
      severity: z.enum(['critical', 'high', 'medium', 'low']),
      grades: z.array(z.enum(['critical', 'high', 'medium', 'low'])),
      category: z.string().min(1),
      control: z.string().min(1),
      aliases: z.array(z.string()),
      peers: z.array(z.string()),
      params: z.record(z.string(), z.looseObject({ default: z.unknown() })),
      remediation: z.strictObject({ impact: z.string(), reversible: z.boolean(), applies: z.boolean() }).nullable(),
    }),
  ),
});

const listedFrameworks = z.strictObject({
  schemaVersion: z.literal(1),
  frameworks: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      edition: z.string(),
      related: z.boolean(),
      sources: z.array(z.strictObject({ source: z.string().min(1), rules: z.array(z.string()).optional() })).min(1),
      requirements: z.array(
        z.strictObject({
          id: z.string(),
          rules: z.array(z.string()),
          manual: z.string().optional(),
          planned: z.array(z.string()).min(1).optional(),
        }),
      ),
    }),
  ),
});

describe('list --json', () => {
  it.concurrent('rules has every rule and exactly the documented fields', async () => {
    const { code, out } = await desk.run('list rules --json');
    const listed = listedRules.parse(JSON.parse(out));
    expect([code, listed.rules.length]).toEqual([0, rules.length]);
    const closes = listed.rules.find(({ id }) => id === 'eks-endpoint-public-cidr-open');
    expect(closes?.remediation).toEqual({ impact: 'disruptive', reversible: true, applies: true });
  });
  it.concurrent('frameworks name rules that there are', async () => {
    const { out } = await desk.run('list frameworks --json');
    const listed = listedFrameworks.parse(JSON.parse(out));
    const ids = new Set<string>(rules.map(({ id }) => id));
    const named = listed.frameworks.flatMap(({ requirements }) => requirements.flatMap((it) => it.rules));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('for people', () => {
  it.concurrent.each([60, 80, 120])('list rules keeps to %d columns', async (width) => {
    const { out } = await desk.run('list rules', { COLUMNS: String(width) });
    expect(out.split('\n').filter((line) => line.length > width)).toEqual([]);
    for (const { id } of rules) expect(out).toContain(id);
  });
  it.concurrent('explain tells why, how it is judged and how it is fixed', async () => {
    const { code, out, last } = await desk.run('explain k8s-run-as-root', { COLUMNS: '60' });
    expect([code, last]).toEqual([0, 'exit 0: k8s-run-as-root']);
    for (const part of ['## Why', '## Fix', '## Parameters', '## How it judges', '## Requirements', '## References']) {
      expect(out).toContain(part);
    }
    const unfolded = out.split('\n').filter((line) => line.length > 60 && line.trim().includes(' ', 6));
    expect(unfolded).toEqual([]);
  });
});
