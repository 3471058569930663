import { awsTypes } from '#clouds/aws/types';
import { awsCloud, type AwsSettings } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import type { AwsEstate } from '../../sim/aws/estate.ts';
import { startAws } from '../../sim/aws/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import * as members from '../aws/organization-estate.ts';
import { account, estate } from '../aws/small-estate.ts';
import { everythingOf } from './everything.ts';

interface Place {
  readonly estate: AwsEstate;
  readonly as: string;
  readonly settings?: Partial<AwsSettings>;
}

const organization = { role: members.reader, externalId: members.externalId, regions: ['eu-west-1'] };

/** An account with clusters, and an organisation that is listed whole and by its units. */
const places: readonly Place[] = [
  { estate, as: account },
  { estate: members.estate, as: members.management, settings: { organizations: [organization] } },
  {
    estate: members.estate,
    as: members.management,
    settings: { organizations: [{ ...organization, units: ['ou-abcd-prod'] }] },
  },
];

/**
 * These take no permission of the reader: everybody may ask who they are, and a role is opened by its trust.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const free: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:AssumeRole']);

/** The operations that reached the simulated AWS, by the names of their services on the wire. */
export async function usedOnAws(): Promise<readonly string[]> {
  const used = new Set<string>();
  for (const { estate: held, as, settings } of places) {
    const sim = await startAws({ estate: held });
    const clock = quickClock();
    const credentials = { accessKeyId: accessKeyOf(as), secretAccessKey: 'secret' };
    const clientConfig = { endpoint: sim.url, region: 'us-east-1', credentials };
    try {
      await everythingOf(
        awsCloud({ gate: gateOf({ clock, attempts: 1 }), clock, clientConfig, ...settings }),
        awsTypes,
      );
      for (const operation of Object.keys(sim.trace())) used.add(operation);
    } finally {
      await sim.close();
    }
  }
  return [...used].filter((operation) => !free.has(operation)).sort();
}
