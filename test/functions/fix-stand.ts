import { randomUUID } from 'node:crypto';
import { EKSClient } from '@aws-sdk/client-eks';
import type { RoleDetail } from '@aws-sdk/client-iam';
import { scan } from '#app/scan';
import { liveOn } from '#app/live-policy';
import { collectAll } from '#app/collect-all';
import { awsCloud } from '#clouds/aws/cloud';
import { awsTypes } from '#clouds/aws/types';
import { gateOf } from '#clouds/gate';
import { snapshotsOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import { defaultPolicy, type Clock, type Memory, type PolicyDocument, type Resource } from '#model';
import { fixHandlerOf } from '../../functions/wire/fix.ts';
import { awsFixPartsWith } from '../../functions/wire/fix-aws.ts';
import type { FixParts } from '../../functions/wire/fix-parts.ts';
import type { DeskFile } from '../../functions/wire/desk.ts';
import { fixDeskOf } from '../../functions/wire/fix-desk.ts';
import { fixMachineOf, type FixMachine } from '../../functions/wire/fix-machine.ts';
import { tendHandlerOf } from '../../functions/wire/fix-tend.ts';
import { storeOf } from '../../functions/wire/store.ts';
import { account, region } from '../contract/aws/estate.ts';
import { execute, type Ended } from '../infra/fix-interpreter.ts';
import { machineOf, type Data } from '../infra/interpreter.ts';
import type { AwsEstate } from '../sim/aws/estate.ts';
import { accessKeyOf } from '../sim/aws/generate.ts';
import { startAws } from '../sim/aws/server.ts';
import { startS3 } from '../sim/s3/server.ts';
import { dynaliteStand } from '../store/dynamo-stand.ts';
import { s3ClientOf } from '../store/s3-stand.ts';
import { onWire } from '../store/wire.ts';

const { version: _, ...nothingSaid } = defaultPolicy;

/** Ana and Bob may approve everything; what a rule is told comes from the test. */
export const policyWith = (rules: PolicyDocument['rules'], level: 'approve' | 'auto' = 'approve'): PolicyDocument => ({
  ...nothingSaid,
  rules,
  remediation: {
    level,
    limits: { perHour: 1000, perTarget: 10 },
    ...(level === 'auto' && { autoFor: Object.keys(rules) }),
  },
  access: {
    approvers: [
      { emails: ['ana@example.com', 'bob@example.com'], impacts: ['none', 'brief', 'disruptive'], targets: ['*'] },
    ],
  },
});

const remediator = `arn:aws:iam::${account}:role/Shoalwatch-remediate`;

/** With the role that the stack makes for itself. */
function withRemediator(estate: AwsEstate): AwsEstate {
  const own = estate.accounts[account];
  if (!own) throw new Error('the estate has its account');
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
  const role: RoleDetail = {
    ...{ Path: '/', RoleName: 'Shoalwatch-remediate', RoleId: 'AROAREMEDIATE', Arn: remediator },
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [trust] })),
    ...{ CreateDate: new Date(0), InstanceProfileList: [], RolePolicyList: [], AttachedManagedPolicies: [], Tags: [] },
  };
  return {
    ...estate,
    accounts: { ...estate.accounts, [account]: { ...own, iam: { ...own.iam, roles: [...own.iam.roles, role] } } },
  };
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** EKS as the stack finds it, with the functions of fixes called by the machine as it was synthesised. */
export async function fixStand(estate: AwsEstate, rule: AnyRule, policy: PolicyDocument) {
  let time = Date.parse('2026-11-22T08:00:00.000Z');
  const clock: Clock = {
    now: () => (time += 5),
    // Long waits are heartbeats and ends of attempts: nothing here takes so long.
    sleep: (ms, signal) =>
      ms < 10_000
        ? Promise.resolve(void (time += ms))
        : new Promise((_resolve, reject) =>
            signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')), { once: true }),
          ),
  };
  const [sim, stand, s3] = await Promise.all([
    startAws({ estate: withRemediator(estate) }),
    dynaliteStand(),
    startS3(),
  ]);
  const bucket = `bucket-${randomUUID()}`;
  s3.buckets.set(bucket, new Map());
  const names = {
    ...{ STATE_TABLE: await stand.makeTable(), LEDGER_TABLE: await stand.makeTable(), BUCKET: bucket },
    ...{ SLACK_TOKEN_SECRET: 'no-slack', REMEDIATOR_ROLE: remediator, FIX_MACHINE: 'arn:machine', FIX_CLOUDS: 'aws' },
  };
  const clientConfig = {
    endpoint: sim.url,
    region,
    credentials: { accessKeyId: accessKeyOf(account), secretAccessKey: 's' },
  };
  const file: DeskFile = {
    config: { remediation: { enabled: true }, targets: { aws: [{ regions: [region] }] } },
    policy,
  };

  // The process that dies at one of its writes hears and does nothing any more.
  const death: { at: number; arrived: boolean; writes: number; dead: boolean } = {
    at: 0,
    arrived: false,
    writes: 0,
    dead: false,
  };
  const dynamo = stand.client();
  onWire(dynamo, async ({ operation, body }, send) => {
    if (death.dead) throw new Dead();
    // The steps of a plan: what else is written are leases.
    const isStep = operation === 'PutItem' && body.includes('remediations');
    if (isStep) death.writes += 1;
    const dies = isStep && death.writes === death.at;
    if (dies) death.dead = true;
    if (!dies || death.arrived) await send();
    if (dies) throw new Dead();
  });
  const clients = { dynamo, s3: s3ClientOf(s3.url) };
  const plain = { dynamo: stand.client(), s3: s3ClientOf(s3.url) };
  const memory: Memory = storeOf(names, plain).memory;
  const live = liveOn({ rules: [rule], file: policy, memory });
  const given = { clients, clock };

  const started: { readonly name: string; readonly order: Data }[] = [];
  const machine: FixMachine = fixMachineOf({
    ...{ machine: 'arn:machine', clouds: ['aws'], clock },
    // What is started runs when the test lets it.
    client: {
      send: (command: { readonly input: { readonly name?: string; readonly input?: string } }) => {
        const { name = '', input } = command.input;
        if (input === undefined) return Promise.resolve({ executions: [] });
        if (started.some((it) => it.name === name))
          return Promise.reject(Object.assign(new Error('it is there'), { name: 'ExecutionAlreadyExists' }));
        started.push({ name, order: JSON.parse(input) as Data });
        return Promise.resolve({ executionArn: `arn:${name}` });
      },
    },
  });
  const plainParts = awsFixPartsWith({ clientConfig });
  let busy = 0;
  const parts: FixParts = {
    ...plainParts,
    async open(way) {
      const cloud = await plainParts.open(way);
      return {
        ...cloud,
        async reread(...asked) {
          const reading = await cloud.reread(...asked);
          busy -= 1;
          return busy < 0 ? reading : { ...reading, resources: reading.resources.map(updating) };
        },
      };
    },
    async send(...asked) {
      const sent = await plainParts.send(...asked);
      sends += 1;
      busy = slow;
      return sent;
    },
  };
  let [slow, sends] = [0, 0];
  let role = remediator;
  const measured: Data[] = [];
  const means = {
    file: () => Promise.resolve(file),
    names: () => ({ ...names, REMEDIATOR_ROLE: role }),
    given,
    log: () => silent,
  };
  const tend = tendHandlerOf({ ...means, machine, measured: (it) => void measured.push({ ...it }) });
  const waits: number[] = [];
  let calls = 0;
  const run = (order: Data): Promise<Ended> =>
    execute(machineOf('fixing', 'fix'), order, {
      async call(state, payload) {
        calls += 1;
        death.dead = false;
        // Each call is a process of its own.
        if (state === 'StepAws') return fixHandlerOf(parts, means)(payload);
        return tend(payload);
      },
      wait: (seconds) => Promise.resolve(void (waits.push(seconds), (time += seconds * 1000))),
    });
  const sweep = async (): Promise<void> => {
    const cloud = awsCloud({ gate: gateOf({ clock }), clock, clientConfig, regions: [region] });
    const progress = { skipped: () => undefined, started: () => undefined, done: () => undefined };
    const readings = await collectAll({ clouds: [cloud], progress });
    const startedAt = new Date(clock.now()).toISOString();
    const snapshots = snapshotsOf(readings, awsTypes);
    await scan({ snapshots, ...(await live(startedAt)), memory, clock, startedAt, kind: 'sweep' });
  };
  await sweep();
  const eks = new EKSClient(clientConfig);
  return {
    ...{ memory, clock, clientConfig, sweep, run, tend, started, measured, waits, death, eks, machine, sim },
    calls: () => calls,
    sends: () => sends,
    /** EKS says for so many looks after a write that it is at work. */
    takes: (looks: number): void => void (slow = looks),
    /** The account has no such role any more. */
    forbids: (): void => void (role = remediator.replace('Shoalwatch', 'Other')),
    /** The desk of somebody who decides. */
    desk: fixDeskOf(file, names, { clients: plain, clock }),
    passes: (ms: number): void => void (time += ms),
    async close() {
      eks.destroy();
      memory.close();
      await Promise.all([sim.close(), stand.close(), s3.close()]);
    },
  };
}

const updating = (it: Resource): Resource =>
  it.type === 'eks.cluster' && typeof it.config === 'object'
    ? { ...it, config: { ...it.config, status: 'UPDATING' } }
    : it;

/** A process ended in the middle. */
class Dead extends Error {
  override name = 'Dead';
  readonly $retryable = undefined;
}

export type FixStand = Awaited<ReturnType<typeof fixStand>>;
