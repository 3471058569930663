import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { environmentNames } from '../../functions/wire/environment.ts';
import { ShoalwatchStack, type ShoalwatchConfig, type ShoalwatchProps } from '../../infra/index.ts';

/** Folders that stand for the bundles: what is tested is what is made around the code. */
export const placeholders = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shoalwatch-bundles-'));
  for (const name of Object.keys(environmentNames)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), 'export const handler = () => undefined;\n');
  }
  return folder;
};

export const bundles = placeholders();

const { context: flags } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/**
 * An app as `cdk` would run it, but that no code is copied, and that the CDK asks CloudFormation's rules only where a test
 * is about them (nag.test.ts): to ask them takes four times as long as to make a stack.
 */
export const appOf = (
  context: Readonly<Record<string, unknown>> = {},
  props: Pick<AppProps, 'builtinCloudFormationValidation'> = { builtinCloudFormationValidation: false },
): App => new App({ context: { ...flags, 'aws:cdk:bundling-stacks': [], ...context }, treeMetadata: false, ...props });

const guid = '12345678-90ab-cdef-1234-567890abcdef';

const otherGuid = '22345678-90ab-cdef-1234-567890abcdef';

export type Topology = 'single' | 'members' | 'clouds' | 'scheduled' | 'slack' | 'fixing';

/** Configs that make different stacks. */
export const configs: Readonly<Record<Topology, ShoalwatchConfig>> = {
  single: { version: 1 },
  members: {
    version: 1,
    targets: {
      aws: [
        { organization: true, role: 'shoalwatch-read', externalId: 'a-secret-between-us', regions: ['eu-west-1'] },
        { account: '444455556666', role: 'arn:aws:iam::444455556666:role/audit', externalId: 'x' },
      ],
    },
    members: { organization: 'o-a1b2c3d4e5', units: ['ou-abcd-1a2b3c4d'], accounts: ['444455556666'] },
  },
  clouds: {
    version: 1,
    targets: {
      aws: [{}],
      azure: [{ subscriptions: [guid], tenant: guid, clientId: guid, federation: 'aws-outbound' }],
      gcp: [
        {
          projects: ['shop-prod'],
          pool: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/aws',
        },
      ],
    },
    events: {
      azure: { tenant: guid, audience: guid },
      gcp: { serviceAccount: 'push@shop-prod.iam.gserviceaccount.com', audience: 'shoalwatch' },
    },
  },
  scheduled: {
    version: 1,
    org: { name: 'Shop', timezone: 'Europe/Berlin' },
    schedule: { full: '6h', nearRealTime: false },
    evidence: { retentionDays: 90 },
    reports: [
      { framework: 'cis-eks-1.8', every: 'monthly', formats: ['html', 'oscal'] },
      { every: 'daily', prefix: 'audit/all' },
      { framework: 'soc2', every: 'weekly' },
    ],
  },
  slack: { version: 1, slack: { team: 'T0123ABCD', app: 'A0123ABCD' } },
  fixing: {
    version: 1,
    remediation: { enabled: true },
    slack: { team: 'T0123ABCD', app: 'A0123ABCD' },
    targets: {
      aws: [
        { organization: true, role: 'shoalwatch-read', externalId: 'a-secret-between-us', regions: ['eu-west-1'] },
        { account: '444455556666', role: 'audit', externalId: 'x', remediator: 'change' },
      ],
      azure: [
        { subscriptions: [guid], tenant: guid, clientId: guid, federation: 'aws-outbound', remediator: otherGuid },
      ],
      gcp: [
        {
          projects: ['shop-prod'],
          pool: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/aws',
        },
      ],
    },
    members: { organization: 'o-a1b2c3d4e5', units: ['ou-abcd-1a2b3c4d'], accounts: ['444455556666'] },
  },
};

export const topologies = Object.keys(configs) as Topology[];

/** The stack of a config, in an app of its own. */
export function stackOf(config: ShoalwatchConfig, props: ShoalwatchProps = {}, app: App = appOf()): ShoalwatchStack {
  return new ShoalwatchStack(app, 'Shoalwatch', { bundles, config, ...props });
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** A template, with its resources by kind. */
export interface Made {
  readonly template: Template;
  readonly resources: Readonly<Record<string, Resource>>;
  of(type: string): readonly (readonly [string, Resource])[];
  /** The properties of the one resource of a kind. */
  only(type: string): Resource['Properties'];
}

export function madeOf(stack: ShoalwatchStack): Made {
  const template = Template.fromStack(stack);
  const { Resources: resources } = template.toJSON() as { Resources: Record<string, Resource> };
  const of: Made['of'] = (type) => Object.entries(resources).filter(([, it]) => it.Type === type);
  const only: Made['only'] = (type) => {
    const [found, ...more] = of(type);
    if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} of ${type}`);
    return found[1].Properties;
  };
  return { template, resources, of, only };
}

const kept = new Map<Topology, Made>();

/** The template of a topology, made once. */
export function made(topology: Topology): Made {
  const it = kept.get(topology) ?? madeOf(stackOf(configs[topology]));
  kept.set(topology, it);
  return it;
}

export { at, type Json } from '../support/json-path.ts';
