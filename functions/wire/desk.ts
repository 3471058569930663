import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AlertDesk } from '#app/alert/desk';
import type { Config } from '#app/config/schema';
import { targetNames } from '#app/config/target-names';
import { liveOn, type Live } from '#app/policy/live';
import { ShoalwatchError, type Clock, type Memory, type PolicyDocument } from '#model';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { cloudStore } from '#store/cloud';
import packageJson from '../../package.json' with { type: 'json' };
import { clock as usualClock } from './clock.ts';
import { storeClients, type StoreClients, type StoreNames } from './store.ts';

/** What lies beside a function that speaks with people: the policy half of the config ready to be used, and the rest. */
export interface DeskFile {
  readonly config: Pick<Config, 'org' | 'targets' | 'slack' | 'remediation' | 'reports'>;
  readonly policy: PolicyDocument;
}

/** The part of a desk that is the same for whoever deals, tells and acts. */
export type DeskParts = Omit<AlertDesk, 'slack' | 'drawing' | 'fallback' | 'bus'>;

/** The names of the store, with the table of what is under way for whoever needs it. */
export type DeskNames = StoreNames & { readonly WORK_TABLE?: string };

const beside = new URL('desk.json', import.meta.url);

/** Reads what was checked when the function was bundled. Throws a config error where it does not lie there. */
export async function deskFile(file: URL = beside): Promise<DeskFile> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DeskFile;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ShoalwatchError('config', `desk.json of the function cannot be read: ${why}`, {
      cure: 'deploy the stack again: it puts the config beside the function',
      cause,
    });
  }
}

/** What a desk is made with, where it is not the usual. */
export interface DeskGiven {
  readonly clients?: StoreClients;
  readonly clock?: Clock;
}

export function deskParts({ config, policy: file }: DeskFile, names: DeskNames, given: DeskGiven = {}): DeskParts {
  const { clients = storeClients(), clock = usualClock } = given;
  const memory = memoryOf(names, clients);
  return {
    ...{ memory, clock, frameworks, live: liveOn({ rules, file, memory }), nameOf: targetNames(config) },
    zone: config.org?.timezone ?? 'UTC',
    remediates: config.remediation?.enabled === true,
    version: packageJson.version,
    key: () => randomBytes(18).toString('base64url'),
  };
}

function memoryOf(names: DeskNames, { dynamo, s3 }: StoreClients): Memory {
  const { STATE_TABLE: state, LEDGER_TABLE: ledger, BUCKET: bucket, WORK_TABLE: work } = names;
  const places = { state, ledger, bucket, ...(work !== undefined && { work }) };
  return cloudStore({ dynamo, s3, names: places, writeId: randomUUID, recheck: false });
}

/** The same policy for a stack that tells nobody by Slack: what would be told is not kept for later. */
export const withoutSlack =
  (live: Live): Live =>
  async (at) => {
    const found = await live(at);
    const { notify: _, ...policy } = found.policy;
    return { ...found, policy };
  };

const cannot = (what: string) => (): never => {
  throw new ShoalwatchError('defect', `whoever deals with news ${what}`);
};

/** What a function has of a desk that deals with news and sends nothing. */
export const sendsNothing: Pick<AlertDesk, 'slack' | 'drawing' | 'fallback'> = {
  slack: {
    post: cannot('posts nothing'),
    update: cannot('edits nothing'),
    remove: cannot('removes nothing'),
    ephemeral: cannot('answers nobody'),
  },
  drawing: { render: cannot('draws nothing'), plainMessage: cannot('draws nothing') },
  fallback: { tell: cannot('tells nobody') },
};
