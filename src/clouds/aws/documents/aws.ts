import { isListOfObjects, isObject, mapObjects, textAt, type Json } from '../../json.ts';
import type { Hints, NotJudged, Recognised, Recogniser } from '../../recogniser.ts';
import { together } from '../../recogniser.ts';
import { cloudTrailDocument, cloudTrailTypes } from './cloudtrail.ts';
import { ec2Document, ec2Types } from './ec2.ts';
import { ecrDocument, ecrTypes } from './ecr.ts';
import { eksDocument, eksTypes } from './eks.ts';
import { elbDocument, elbTypes } from './elb.ts';
import { registriesOf } from './registries.ts';
import { iamDocument, iamTypes } from './iam.ts';
import {
  guardDutyDocument,
  inspectorAccountDocument,
  inspectorDocument,
  keyAndFindingTypes,
  kmsDocument,
} from './keys-and-findings.ts';
import { logsDocument, logsTypes } from './logs.ts';
import { refusalOf } from './refusal.ts';

const services = [
  ec2Document,
  eksDocument,
  ecrDocument,
  iamDocument,
  kmsDocument,
  inspectorDocument,
  inspectorAccountDocument,
  cloudTrailDocument,
  elbDocument,
  guardDutyDocument,
  logsDocument,
];
const types = [
  ...ec2Types,
  ...eksTypes,
  ...ecrTypes,
  ...iamTypes,
  ...keyAndFindingTypes,
  ...cloudTrailTypes,
  ...elbTypes,
  ...logsTypes,
];

/** What the AWS CLI and API print. */
export const awsRecogniser: Recogniser = {
  provider: 'aws',
  scopes: ['aws-global', 'aws-region'],
  types,

  target({ account, region }, scopes) {
    if (account === undefined) return undefined;
    if (region !== undefined) return `aws:${account}:${region}`;
    return scopes.size > 0 && !scopes.has('aws-region') ? `aws:${account}:global` : undefined;
  },

  clusterAt: ({ name }) => (/^arn:aws[a-z-]*:eks:[^:]+:\d+:cluster\/[^/]+$/.test(name) ? name : undefined),

  locating: registriesOf,

  recognise(document, hints) {
    if (!isObject(document) && !isListOfObjects(document)) return undefined;
    const refused = refusalOf(document, hints, types);
    if (refused) return refused;
    const dated = withDates(document);
    const parts = services.map((service) => service(dated, hints)).filter((part) => part !== undefined);
    if (parts.length === 0) return otherAnswer(document, hints);
    const all = withoutNulls(together(parts));
    const empty = all.resources.length + all.listings.length === 0;
    return empty && !isPage(document) ? (otherAnswer(document, hints) ?? all) : all;
  },
};

/** A page of a judged list, be it empty, is inventoried. */
const isPage = (document: unknown): boolean => isObject(document) && Object.values(document).some(Array.isArray);

/** Some print null for a field that is not set. What stands as text, such as a policy document, stays as it is. */
const withoutNulls = (all: Recognised): Recognised => ({
  ...all,
  resources: all.resources.map((it) => ({ ...it, config: mapObjects(it.config, set) })),
});

const set = (it: Json): Json =>
  Object.values(it).includes(null) ? Object.fromEntries(Object.entries(it).filter(([, one]) => one !== null)) : it;

const dateKey = /(?:At|Date|Time|ValidTo|ValidFrom)$/;

/** The CLI and older recorders print moments as seconds since 1970; the SDK gives dates. */
function withDates(answer: unknown): unknown {
  return mapObjects(withoutMetadata(answer), (it) => {
    const seconds = Object.entries(it).filter(([key, value]) => dateKey.test(key) && isSeconds(value));
    if (seconds.length === 0) return it;
    return { ...it, ...Object.fromEntries(seconds.map(([key, value]) => [key, isoOf(value)])) };
  });
}

/** What every answer of the API carries is no part of what it is about. */
function withoutMetadata(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { ResponseMetadata: _metadata, ...rest } = answer;
  return rest;
}

const isSeconds = (value: unknown): value is number => typeof value === 'number' && value > 1e8 && value < 1e11;

const isoOf = (value: unknown): unknown => (isSeconds(value) ? new Date(value * 1000).toISOString() : value);

/** An answer of AWS of a kind that no rule needs. */
function otherAnswer(document: unknown, { operation }: Hints): NotJudged | undefined {
  if (isPolicyDocument(document)) return { notJudged: 'IAM policy document without its owner' };
  if (!isObject(document)) return undefined;
  if (operation !== undefined) return { notJudged: `AWS answer of ${operation}` };
  const keys = Object.keys(document).filter((key) => key !== 'ResponseMetadata');
  const known = 'ResponseMetadata' in document || keys.some((key) => answers.has(key)) || namesArn(document, 0);
  return known ? { notJudged: `AWS answer with ${keys.slice(0, 3).join(', ') || 'nothing in it'}` } : undefined;
}

const isPolicyDocument = (document: unknown): boolean =>
  isObject(document) && 'Statement' in document && /^20\d\d-/.test(textAt(document, 'Version') ?? '');

/** The key under which other services' lists stand. */
const answers = new Set([
  'AccountAliases',
  'Addresses',
  'Aliases',
  'Buckets',
  'FlowLogs',
  'Functions',
  'Groups',
  'InstanceProfiles',
  'InternetGateways',
  'KeyPairs',
  'LoadBalancers',
  'NatGateways',
  'NetworkAcls',
  'Policies',
  'Regions',
  'Snapshots',
  'StackSummaries',
  'TagList',
  'Users',
  'VpcEndpoints',
  'Vpcs',
]);

/** Whether a field that is called an ARN holds one, near the top. */
function namesArn(value: unknown, depth: number): boolean {
  if (depth > 3) return false;
  if (Array.isArray(value)) return value.slice(0, 3).some((it) => namesArn(it, depth + 1));
  if (!isObject(value)) return typeof value === 'string' && value.startsWith('arn:aws');
  return Object.entries(value).some(([key, it]) => (/arns?$/i.test(key) || isNested(it)) && namesArn(it, depth + 1));
}

const isNested = (value: unknown): value is Json => typeof value === 'object' && value !== null;
