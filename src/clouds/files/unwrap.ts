import { isListOfObjects, isObject, listAt, objectAt, textAt, type Json } from '../json.ts';
import type { Hints } from '../recogniser.ts';
import { bodyOf, revived } from './revive.ts';

/** A document without what a recorder put around it, and what the recorder said of it. */
export interface Answer {
  readonly document: unknown;
  readonly hints: Hints;
}

/**
 * Takes the answers out of the wrappers that recorders write: placebo's `{status_code, data}`, `{headers, body}`,
 * cassettes of requests and responses, the examples of Azure's and AWS's API descriptions, exports of Cloud Asset
 * Inventory and answers of Resource Graph. Any other document is an answer itself.
 */
export function answersOf(document: unknown, path: string): readonly Answer[] {
  return unwrapped(document, path).flatMap(({ document: answer, hints }) =>
    isObject(answer) && isGraph(answer)
      ? listAt(answer, 'data').map((one) => ({ document: one, hints }))
      : [{ document: answer, hints }],
  );
}

function unwrapped(document: unknown, path: string): readonly Answer[] {
  const hints = hintsOf(path);
  if (isListOfObjects(document) && document.length > 0 && document.every(isAsset)) {
    return document.map((it) => ({ document: assetOf(it), hints }));
  }
  if (!isObject(document)) return [{ document, hints }];
  if (isAsset(document)) return [{ document: assetOf(document), hints }];
  if (typeof document['status_code'] === 'number' && 'data' in document) {
    return [{ document: revived(document['data']), hints: { ...hints, status: document['status_code'] } }];
  }
  if (isListOfObjects(document['interactions'])) return document['interactions'].flatMap((it) => exchange(it, path));
  if ('body' in document && 'headers' in document) return [recordedAnswer(document, hints)];
  if (isObject(document['responses']) && isObject(document['parameters'])) return armExample(document, path);
  if (isObject(document['examples']) && 'version' in document) return sdkExamples(document['examples'], path);
  return [{ document, hints }];
}

/** What a file's name says: `eks.DescribeCluster_1.json`, or `eks/describe-cluster-1.json`. */
function hintsOf(path: string): Hints {
  const [folder = '', name = ''] = path.split('/').slice(-2);
  const file = path.includes('/') ? name : folder;
  const [, service, call] = /^(?:api\.)?([a-z0-9-]+)\.([A-Z][A-Za-z0-9]+)(?:_\d+)?\.json$/.exec(file) ?? [];
  if (service !== undefined && call !== undefined) return { path, operation: `${service}:${call}` };
  const [, command] = /^([a-z][a-z0-9-]+?)(?:[-_]\d+)?\.json$/.exec(file) ?? [];
  if (command === undefined || !path.includes('/') || !awsServices.has(folder) || !verbs.test(command)) return { path };
  return {
    path,
    operation: `${folder}:${command.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`,
  };
}

/** Commands of the AWS CLI begin with what they do. */
const verbs =
  /^(?:accept|add|associate|attach|authorize|batch|cancel|create|decline|decode|delete|deregister|describe|detach|disable|disassociate|enable|filter|generate|get|import|invite|list|lookup|modify|put|register|reject|remove|replace|restore|revoke|run|schedule|send|set|simulate|start|stop|tag|test|untag|update|validate|verify)-/;

/** Services of the AWS CLI, as folders that hold its answers are called. */
const awsServices = new Set(
  (
    'accessanalyzer autoscaling cloudtrail cloudwatch configservice detective dynamodb ec2 ecr ecr-public ecs efs eks elb ' +
    'elbv2 events guardduty iam inspector2 kms lambda logs networkmanager organizations rds route53 s3 s3api ' +
    'secretsmanager securityhub sns sqs ssm sts wafv2'
  ).split(' '),
);

/** One request with its response, as cassettes hold them; a response without a body is no document. */
function exchange(it: Json, path: string): Answer[] {
  const document = bodyOf(objectAt(it, 'response')['body']);
  if (document === undefined || document === null || document === '') return [];
  const status = objectAt(it, 'response', 'status')['code'];
  const url = textAt(it, 'request', 'uri') ?? textAt(it, 'request', 'url');
  const method = textAt(it, 'request', 'method');
  const said = { ...(url !== undefined && { url }), ...(method !== undefined && { method }) };
  return [{ document, hints: { path, ...said, ...(typeof status === 'number' && { status }) } }];
}

function recordedAnswer(it: Json, hints: Hints): Answer {
  const status = Number(it['status'] ?? objectAt(it, 'headers')['status']);
  const url = textAt(it, 'url') ?? textAt(it, 'headers', 'content-location');
  const said = { ...(url !== undefined && { url }), ...(Number.isInteger(status) && { status }) };
  return { document: bodyOf(it['body']), hints: { ...hints, ...said } };
}

/** An example of an Azure API description: the first answer with a body stands for the others. */
function armExample(it: Json, path: string): Answer[] {
  const answers = Object.entries(objectAt(it, 'responses')).filter(([, one]) => isObject(one) && isBody(one['body']));
  return answers.slice(0, 1).map(([status, one]) => ({
    document: objectAt(one)['body'],
    hints: { path, request: it['parameters'], ...(Number.isInteger(Number(status)) && { status: Number(status) }) },
  }));
}

const isBody = (body: unknown): boolean => typeof body === 'object' && body !== null;

/** The examples of an AWS API description: calls with what they were asked and what they answer. */
function sdkExamples(examples: Json, path: string): Answer[] {
  const service = /([a-z0-9]+?)(?:-\d{4}-\d{2}-\d{2})?\.examples\.json$/.exec(path)?.[1] ?? 'aws';
  return Object.entries(examples).flatMap(([call, all]) =>
    (isListOfObjects(all) ? all : [])
      .filter(({ output }) => isObject(output) && Object.keys(output).length > 0)
      .map(({ input, output }) => ({
        document: output,
        hints: { path, operation: `${service}:${call}`, request: input },
      })),
  );
}

/** An entry of Cloud Asset Inventory that carries the resource itself. */
const isAsset = (it: Json): boolean =>
  (textAt(it, 'asset_type') ?? textAt(it, 'assetType')) !== undefined && textAt(it, 'name')?.startsWith('//') === true;

const assetOf = (it: Json): unknown => {
  const data = objectAt(it, 'resource')['data'];
  return isObject(data) ? data : it;
};

/** The answer of a Resource Graph query. */
const isGraph = (it: Json): boolean =>
  isListOfObjects(it['data']) && ['totalRecords', 'total_records', 'count'].some((key) => typeof it[key] === 'number');
