import { awsCloud, type AwsSettings } from '#clouds/aws/cloud';
import { gateOf, type GateSettings } from '#clouds/gate';
import type { Discovery, Reading } from '#model';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { quickClock } from '../../support/quick-clock.ts';

/** What one sweep over a simulated AWS gave. */
export interface Audit {
  readonly discovery: Discovery;
  readonly readings: readonly Reading[];
  /** `eks:ListClusters` and so on, one for each attempt. */
  readonly sent: readonly string[];
}

interface Settings extends Partial<AwsSettings> {
  readonly url: string;
  /** Whose access key is used. */
  readonly as: string;
  readonly attempts?: GateSettings['attempts'];
  readonly patience?: number;
}

export async function audit({ url, as, attempts = 2, patience, ...settings }: Settings): Promise<Audit> {
  const clock = quickClock(patience === undefined ? {} : { patience });
  const gate = gateOf({ clock, attempts });
  const credentials = { accessKeyId: accessKeyOf(as), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: url, region: 'us-east-1', credentials };
  const cloud = awsCloud({ gate, clock, clientConfig, ...settings });
  const discovery = await cloud.discover();
  const readings = await Promise.all(discovery.targets.map((target) => cloud.collect(target)));
  return { discovery, readings, sent: gate.trace.map(({ api }) => api) };
}
