import { awsCloud, type AwsCloud, type AwsSettings } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import type { Reading, Resource, Target, Touched } from '#model';
import { emptyIam, emptyRegion, type AwsEstate, type AwsIam, type AwsRegion } from '../../sim/aws/estate.ts';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import type { FaultLine } from '../../sim/faults.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { account, estate, held, here } from './small-estate.ts';

/** A reading of what was touched, and the calls that it took, by their names. */
export interface Reread {
  readonly reading: Reading;
  readonly calls: Readonly<Record<string, number>>;
}

export interface Rereader {
  readonly cloud: AwsCloud;
  readonly targets: readonly Target[];
  reread(target: string, touched: readonly Omit<Touched, 'target'>[], signal?: AbortSignal): Promise<Reread>;
}

export const region = `aws:${account}:eu-central-1`;
export const everywhere = `aws:${account}:global`;

const running: AwsSim[] = [];
export const stopSims = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((it) => it.close()));
};

/** The estate with something of its region or of its account changed. */
export const estateWith = (change: Partial<AwsRegion>, iam: Partial<AwsIam> = {}): AwsEstate => ({
  ...estate,
  accounts: {
    [account]: {
      iam: { ...held.iam, ...iam },
      regions: { ...held.regions, 'eu-central-1': { ...here, ...change } },
    },
  },
});

export const emptied = estateWith(emptyRegion(), emptyIam());

export const denied = (operation: string): readonly FaultLine[] => [{ operation, fault: 'denied', position: 'all' }];

/** The targets are known before the first reread, and their discovery is not counted. Faults begin with the rereads. */
export async function rereader(
  of: AwsEstate = estate,
  faults: readonly FaultLine[] = [],
  settings: Partial<AwsSettings> = {},
): Promise<Rereader> {
  const sim = await startAws({ estate: of });
  running.push(sim);
  const clock = quickClock();
  const gate = gateOf({ clock, attempts: 1 });
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: sim.url, region: 'us-east-1', credentials };
  const cloud = awsCloud({ gate, clock, clientConfig, ...settings });
  const { targets } = await cloud.discover();
  sim.setFaults(faults);
  return {
    cloud,
    targets,
    async reread(id, some, signal) {
      const before = gate.trace.length;
      const target = targets.find((it) => it.id === id) ?? { id, provider: 'aws', scopes: ['aws-region'] };
      const touched = some.map((it) => ({ ...it, target: id }));
      const reading = await cloud.reread(target, touched, signal);
      const calls: Record<string, number> = {};
      for (const { api } of gate.trace.slice(before)) calls[api] = (calls[api] ?? 0) + 1;
      return { reading, calls };
    },
  };
}

/** One object of a type, as a change names it. */
export const touch = ({ type, id }: Resource): Omit<Touched, 'target'> => ({ type, id });

export const sum = (calls: Reread['calls']): number => Object.values(calls).reduce((all, one) => all + one, 0);
