import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '#app/config/load';
import { documentOf } from '#app/config/policy-half';
import { liveOn } from '#app/policy/live';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import type { Memory, Remediation } from '#model';
import { rules } from '#rules/catalog.gen';
import { estateReadings, yaml } from './stack-content.ts';
import { openStackStand, type StackStand } from './stack-stand.ts';
import { typed } from './typed.ts';

const rule = 'eks-endpoint-public-cidr-open';
const ana = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_platform/ana@example.com';
const bob = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_platform/bob@example.com';
const config = `version: 1
remediation: {enabled: true, level: approve, limits: {perTarget: 9, perHour: 99}}
policy: {rules: {${rule}: {params: {allowedCidrs: [198.51.100.0/24]}}}}
access: {approvers: [{principals: ["${ana}", "${bob}"], impacts: [none, brief, disruptive]}]}
`;

let stand: StackStand;
let desk: string;
let memory: Memory;
let finding: string;

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  writeFileSync(join(desk, 'fix.yaml'), config);
  stand = await openStackStand(yaml);
  const machine = stand.outputs['StateMachineArn'] ?? '';
  stand.sim.stacks.set('shoalwatch', {
    status: 'CREATE_COMPLETE',
    outputs: { ...stand.outputs, FixMachineArn: machine },
  });
  stand.sim.stacks.set('still', { status: 'CREATE_COMPLETE', outputs: stand.outputs });
  for (const [name, value] of Object.entries(stand.env)) vi.stubEnv(name, value);
  memory = stand.open();
  const live = liveOn({ rules, file: documentOf(loadConfig(config, 'fix.yaml', rules), config, rules), memory });
  const startedAt = new Date().toISOString();
  const snapshots = snapshotsOf(await estateReadings(), typesOf(rules));
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
  await scan({ snapshots, ...(await live(startedAt)), memory, clock, startedAt, kind: 'sweep' });
  finding = (await memory.findings()).find((it) => it.rule === rule && it.status === 'open')?.id ?? '';
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  memory.close();
  await stand.close();
  rmSync(desk, { recursive: true });
});

const fix = (line: string, caller = ana, stack = 'shoalwatch') => {
  stand.sim.caller = caller;
  return typed(['fix', ...line.split(' '), '--stack', stack, '--config', join(desk, 'fix.yaml')]);
};

/** What the machine of the stack does with an order: the plan is in this state then. */
const moves =
  (patch: Partial<Remediation>, act: string, answer: object = {}) =>
  async (order: object): Promise<object> => {
    const { plan = '' } = order as { plan?: string };
    const was = await memory.remediations.get(plan);
    if (!was) throw new Error(`no plan ${plan}`);
    const at = '2026-11-22T08:00:00.000Z';
    const about = { plan, finding, target: was.remediation.plan.resource.target, by: 'shoalwatch', at };
    await memory.remediations.keep({ ...about, act, remediation: { ...was.remediation, ...patch } }, was.version);
    return { is: 'ended', says: '', ...answer };
  };

const done: Partial<Remediation> = { state: 'done', left: 'changed', made: 1, undoUntil: '2099-01-01T00:00:00.000Z' };

describe('fix --stack', () => {
  it('applies what somebody else approved: the stack does it, and its steps are told', async () => {
    expect(finding).not.toBe('');
    const shown = await fix(finding);
    const plan = /p-[0-9a-z]{10}/.exec(shown.err)?.[0] ?? '';
    stand.sim.work = () => Promise.resolve({ is: 'ended', says: '' });
    const said = await fix(`--approve ${plan}`, bob);
    expect(said.err).toContain(`${plan} is approved, and the stack shoalwatch begins with it`);
    expect(stand.sim.inputs()).toEqual([{ do: 'apply', plan, cloud: 'aws' }]);

    stand.sim.work = moves(done, 'done');
    const applied = await fix(`${finding} --apply --yes`);
    expect(applied.code).toBe(0);
    expect(applied.err).toContain(`${plan}  done`);
    expect(applied.out).toContain('what it wrote stands');
    expect(applied.err).toContain('it can be undone until 2099');
    expect(stand.sim.inputs()).toHaveLength(2);
  }, 60_000);

  it('undoes the last fix in the name of the caller', async () => {
    stand.sim.work = moves({ state: 'undone', left: 'unchanged' }, 'undone');
    const undone = await fix(`${finding} --undo --yes --reason tried`, bob);
    expect(undone.code).toBe(0);
    expect(undone.out).toContain('nothing is changed');
    expect(stand.sim.inputs().at(-1)).toMatchObject({ do: 'undo', by: bob, why: 'tried' });
  }, 60_000);

  it('says why the stack refused', async () => {
    stand.sim.work = moves(done, 'done', { is: 'refused', says: 'what it wrote has changed since' });
    const refused = await fix(`${finding} --apply --yes`);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('disruptive fix is approved by somebody else');
    const mine = /p-[0-9a-z]{10}/.exec(refused.out)?.[0] ?? '';
    const said = await fix(`${finding} --apply --yes --plan-id ${mine}`, bob);
    expect(said.err).toContain('what it wrote has changed since');
    expect(said.code).not.toBe(0);
  }, 60_000);

  it('says how a stack is let change something that may not', async () => {
    const refused = await fix(`${finding} --apply --yes`, ana, 'still');
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('the stack still may change nothing');
    expect(refused.err).toContain('remediation.enabled: true');
  }, 60_000);
});
