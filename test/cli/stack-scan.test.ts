import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reading } from '#model';
import { outputOf } from '#report/output';
import { openEmbedded } from '#store/embedded';
import { AwsError } from '../sim/aws/operation.ts';
import { ExecutionEnd } from '../sim/aws/stack/machine.ts';
import { openDesk, type Ended } from './run.ts';
import { estateReadings, scanHere, yaml } from './stack-content.ts';
import { openStackStand, type StackStand } from './stack-stand.ts';
import { typed } from './typed.ts';

let stand: StackStand;
let desk: string;
let readings: readonly Reading[];
const at = (name: string): string => join(desk, name);

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  writeFileSync(at('shoalwatch.yaml'), yaml);
  stand = await openStackStand(yaml);
  for (const [name, value] of Object.entries(stand.env)) vi.stubEnv(name, value);
  readings = await estateReadings();
});
beforeEach(() => {
  stand.sim.refused.clear();
  stand.sim.work = (_, run) => stand.judge({ do: 'sweep', readings }, run);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stand.close();
  rmSync(desk, { recursive: true });
});

const scan = (...more: string[]): Promise<Ended> =>
  typed(['scan', '--stack', 'shoalwatch', '--config', at('shoalwatch.yaml'), ...more]);

interface Output {
  readonly scan: object;
  readonly findings: readonly { readonly firstSeen: string }[];
}

/** All of a document but the moment of the run. */
function lasting(out: string): object {
  const { scan: _, findings, ...rest } = JSON.parse(out) as Output;
  return { ...rest, findings: findings.map((it) => ({ ...it, firstSeen: '' })) };
}

describe('scan --stack', () => {
  it('shows the run that the machine made as a scan of this process is shown, step by step', async () => {
    const memory = openEmbedded(at('store'), 'write');
    const own = await scanHere(memory, readings);
    memory.close();
    const theirs = await scan('--json', '--verdicts', '--quiet');
    expect(lasting(theirs.out)).toEqual(lasting(JSON.stringify(outputOf(own.scan, { verdicts: true }))));
    expect(theirs.err).toBe('exit 0: no gate set (use --fail-on high in CI)\n');
    expect(stand.sim.inputs()).toEqual([{}]);

    const again = await scan('--wide', '--format', 'json,html', '--verdicts', '--out', at('made'));
    const { pass, unknown, notApplicable } = own.scan.totals;
    expect(again.out).toContain(`${pass} passed · ${unknown} unknown · ${notApplicable} not applicable`);
    expect(again.out).toContain(`since the last scan: ${own.scan.findings.length} unchanged`);
    expect(again.out).toContain(at('made/report.html'));
    expect(lasting(readFileSync(at('made/report.json'), 'utf8'))).toEqual(lasting(theirs.out));
    expect(again.err).toMatch(/^ {2}the stack shoalwatch sweeps; its logs call it r-\d{17}-\w{6}\n/);
    for (const { target } of readings) expect(again.err).toContain(target.id.slice(-12));
  });
  it('tells what happened since the last run', async () => {
    stand.sim.work = (_, run) => stand.judge({ do: 'sweep', readings: readings.map(closed) }, run);
    const { out } = await scan('--quiet');
    expect(out).toMatch(/since the last scan: \d+ resolved, \d+ unchanged/);
  });
  it('is held to gates', async () => {
    const grave = await scan('--quiet', '--fail-on', 'critical', '--allow-incomplete');
    expect([grave.code, grave.last]).toEqual([3, expect.stringMatching(/^exit 3: \d+ findings? at or above critical/)]);
    const partial = await scan('--quiet', '--fail-on', 'critical');
    expect([partial.code, partial.last]).toEqual([4, expect.stringContaining('is partial')]);
  });
  it('goes on in the stack when the waiting is interrupted', async () => {
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    stand.sim.work = async () => {
      await held;
      return { result: { run: null } };
    };
    const own = await openDesk();
    const running = own.start('scan --stack shoalwatch', stand.env);
    await running.said('the stack shoalwatch sweeps');
    running.child.kill('SIGINT');
    const { code, last } = await running.ended;
    finish();
    expect([code, last]).toEqual([
      130,
      'exit 130: the stack shoalwatch goes on without you; when it has ended: shoalwatch report --stack shoalwatch',
    ]);
    await own.close();
  });
});

const fails = async (ended: Promise<Ended>, message: RegExp | string, cure: RegExp | string): Promise<void> => {
  const { code, out, err } = await ended;
  expect([code, out]).toEqual([2, '']);
  expect(err).toEqual(expect.stringMatching(message));
  expect(err).toEqual(expect.stringMatching(cure));
};

describe('a sweep that comes to no end', () => {
  const look =
    /do: see aws stepfunctions get-execution-history --execution-arn arn:aws:states:eu-central-1:111122223333:execution:shoalwatch-sweep:by-hand-\S+ --region eu-central-1\n/;
  it('says what failed in the words of the function, and where to look', async () => {
    const cause = JSON.stringify({ errorType: 'ShoalwatchError', errorMessage: 'the table is not there', trace: [] });
    stand.sim.work = () => Promise.reject(new ExecutionEnd('FAILED', 'ShoalwatchError', cause));
    await fails(
      scan('--quiet'),
      /error: the execution by-hand-\S+ failed: ShoalwatchError: the table is not there\n/,
      look,
    );
  });
  it('says that it ran out of its time, or was stopped', async () => {
    stand.sim.work = () => Promise.reject(new ExecutionEnd('TIMED_OUT'));
    await fails(scan('--quiet'), /error: the execution by-hand-\S+ ran out of its time\n/, look);
    stand.sim.work = () => Promise.reject(new ExecutionEnd('ABORTED', undefined, 'a deploy is under way'));
    await fails(scan('--quiet'), /by-hand-\S+ was stopped by somebody: a deploy is under way\n/, look);
  });
  it('says so where it found nothing, or names no run that is there', async () => {
    stand.sim.work = () => Promise.resolve({ result: { run: null } });
    await fails(
      scan('--quiet'),
      'the stack shoalwatch found nothing to read',
      'do: name targets in the shoalwatch.yaml',
    );
    stand.sim.work = () => Promise.resolve({ result: { run: 'r-0' } });
    await fails(scan('--quiet'), 'it wrote r-0, and its store has no such run', 'do: see the log');
    stand.sim.work = () => Promise.resolve({});
    await fails(scan('--quiet'), 'does not say which run it wrote', 'do: use the version');
  });
});

describe('a stack that cannot be used', () => {
  const denied = new AwsError('AccessDenied', 'User ana is not authorized', 403);
  const expired = new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
  it.each([
    ['cloudformation:DescribeStacks', 'list targets', 'the stack shoalwatch in eu-central-1'],
    ['sts:GetCallerIdentity', 'policy rollback', 'AWS STS'],
    [
      'states:StartExecution',
      'scan',
      'the state machine arn:aws:states:eu-central-1:111122223333:stateMachine:shoalwatch-sweep',
    ],
    ['states:DescribeExecution', 'scan --quiet', 'the execution arn:aws:states:eu-central-1:111122223333:execution:'],
  ])('names %s and what it is needed on', async (permission, line, subject) => {
    stand.sim.refused.set(permission, denied);
    const ended = typed([...line.split(' '), '--stack', 'shoalwatch']);
    await fails(
      ended,
      `${subject}\\S* refuses ${permission}: User ana is not authorized`,
      `do: grant ${permission} on ${subject}`,
    );
  });
  it.each(['cloudformation:DescribeStacks', 'states:StartExecution'])(
    'says to sign in again where %s finds the credentials expired',
    async (call) => {
      stand.sim.refused.set(call, expired);
      await fails(scan('--quiet'), 'does not know who asks \\(ExpiredToken\\)', 'do: sign in again');
    },
  );
  it('is not there', async () => {
    const ended = typed(['list', 'targets', '--stack', 'shoalwtch', '--region', 'eu-west-1']);
    await fails(
      ended,
      'error: there is no stack shoalwtch in eu-west-1\n',
      'do: name the one that npx cdk deploy made',
    );
  });
  it.each([
    [
      'CREATE_COMPLETE',
      { Url: 'x' },
      'has no output StateTable, LedgerTable, EvidenceBucket, StateMachineArn: it is no Shoalwatch stack',
      'name the stack',
    ],
    ['CREATE_IN_PROGRESS', {}, 'it is CREATE_IN_PROGRESS', 'wait until it is deployed'],
    [
      'UPDATE_COMPLETE',
      'newer',
      'keeps its store by schema 2, this command by 1',
      'use the version of shoalwatch that deployed',
    ],
  ])('is %s with %j', async (status, outputs, why, cure) => {
    const own = typeof outputs === 'string' ? { ...stand.outputs, StoreSchema: '2' } : outputs;
    stand.sim.stacks.set('other', { status, outputs: own });
    await fails(typed(['list', 'targets', '--stack', 'other']), why, cure);
  });
  it('is in no region', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', at('no-config'));
    await fails(
      typed(['list', 'targets', '--stack', 'shoalwatch']),
      'the region of the stack is not known',
      '--region',
    );
    for (const [name, value] of Object.entries(stand.env)) vi.stubEnv(name, value);
  });
});

/** A reading in which no API endpoint is open to anybody any more. */
const closed = (reading: Reading): Reading => ({
  ...reading,
  resources: reading.resources.map((it) =>
    it.type === 'eks.cluster' ? { ...it, config: narrowed(it.config as Cluster) } : it,
  ),
});

interface Cluster {
  readonly resourcesVpcConfig: object;
}

const narrowed = (config: Cluster): Cluster => ({
  ...config,
  resourcesVpcConfig: {
    ...config.resourcesVpcConfig,
    ...{ endpointPublicAccess: false, endpointPrivateAccess: true, publicAccessCidrs: [] },
  },
});
