import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { DescribeStacks$ } from '@aws-sdk/client-cloudformation';
import { DescribeExecution$, StartExecution$ } from '@aws-sdk/client-sfn';
import { GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { AwsError } from '../operation.ts';
import { listening, readBody } from '../../listening.ts';
import { readForm } from '../wire/read-form.ts';
import { readJson } from '../wire/read-json.ts';
import { operationShape, type OperationShape } from '../wire/shape.ts';
import { jsonWriter } from '../wire/write-json.ts';
import { escape, xmlWriter } from '../wire/write-xml.ts';
import { simMachine, type Work } from './machine.ts';

export interface StackSettings {
  readonly outputs: Readonly<Record<string, string>>;
  readonly machineArn: string;
  /** Where calls to these go on to, so that one address answers everything. */
  readonly dynamodb: string;
  readonly s3: string;
}

export interface StackSim {
  readonly url: string;
  /** `service:operation`, in the order of the attempts; what is handed on is there by its service alone. */
  readonly calls: string[];
  readonly stacks: Map<string, { status: string; outputs: Readonly<Record<string, string>> }>;
  /** Who asks. */
  caller: string;
  /** What the machine does when it is started. */
  work: Work;
  /** Operations that are refused, by `service:operation`. */
  readonly refused: Map<string, AwsError>;
  inputs(): readonly unknown[];
  close(): Promise<void>;
}

/** A deployed stack named `shoalwatch`: CloudFormation, STS and Step Functions on one address, its store behind it. */
export async function startStack(settings: StackSettings): Promise<StackSim> {
  const { outputs, machineArn } = settings;
  const machine = simMachine(machineArn, () => sim.work);
  const operations: Readonly<Record<string, Operation>> = {
    DescribeStacks: query('cloudformation', DescribeStacks$, ({ StackName }) => describe(sim, String(StackName))),
    GetCallerIdentity: query('sts', GetCallerIdentity$, () => ({ UserId: 'AIDA', Account: account, Arn: sim.caller })),
    StartExecution: json('states', StartExecution$, (input) => machine.start(input)),
    DescribeExecution: json('states', DescribeExecution$, (input) => machine.describe(input)),
  };

  const answer = (incoming: IncomingMessage, body: string): Answer => {
    const target = String(incoming.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
    const name = target === '' ? new URLSearchParams(body).get('Action') : target;
    const operation = operations[name ?? ''];
    if (!operation) throw new TypeError(`the simulator does not answer ${String(name)}`);
    const call = `${operation.service}:${String(name)}`;
    sim.calls.push(call);
    try {
      const refused = sim.refused.get(call);
      if (refused) throw refused;
      return operation.answer(body);
    } catch (error) {
      if (error instanceof AwsError) return operation.fail(error);
      throw error;
    }
  };

  const server = createServer((incoming, response) => {
    const service = /\/([a-z0-9]+)\/aws4_request/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    const beyond = { dynamodb: settings.dynamodb, s3: settings.s3 }[service];
    if (beyond !== undefined) {
      sim.calls.push(service);
      handOn(incoming, response, beyond);
      return;
    }
    readBody(incoming, (body) => {
      const { status, type, text } = answer(incoming, body);
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  const { url, close } = await listening(server);

  const sim: StackSim = {
    url,
    calls: [],
    stacks: new Map([['shoalwatch', { status: 'CREATE_COMPLETE', outputs }]]),
    caller: `arn:aws:sts::${account}:assumed-role/platform/ana@example.com`,
    work: () => Promise.resolve({ result: { run: null } }),
    refused: new Map(),
    inputs: () => machine.inputs(),
    close,
  };
  return sim;
}

const account = '111122223333';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

interface Operation {
  readonly service: string;
  answer(body: string): Answer;
  fail(error: AwsError): Answer;
}

function query(service: string, schema: unknown, handle: (input: Record<string, unknown>) => object): Operation {
  const shape = operationShape(schema);
  const xml = (status: number, text: string): Answer => ({ status, type: 'text/xml', text });
  return {
    service,
    answer: (body) => {
      const { name, input, output } = shape;
      const content = xmlWriter(output)(handle(readForm(new URLSearchParams(body), input, 'query')));
      return xml(200, `<${name}Response><${name}Result>${content}</${name}Result></${name}Response>`);
    },
    fail: ({ code, message, status }) => {
      const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error>`;
      return xml(status, `<ErrorResponse>${error}<RequestId>c0ffee</RequestId></ErrorResponse>`);
    },
  };
}

function json(service: string, schema: unknown, handle: (input: Record<string, string>) => object): Operation {
  const { input, output }: OperationShape = operationShape(schema);
  const type = 'application/x-amz-json-1.0';
  return {
    service,
    answer: (body) => {
      const given = Object.entries(readJson(JSON.parse(body), input)).map(([name, it]) => [name, String(it)] as const);
      return { status: 200, type, text: jsonWriter(output)(handle(Object.fromEntries(given))) };
    },
    fail: ({ code, message, status }) => ({ status, type, text: JSON.stringify({ __type: code, message }) }),
  };
}

function describe({ stacks }: StackSim, name: string): object {
  const stack = stacks.get(name);
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
  const outputs = Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  const made = { StackName: name, CreationTime: new Date(0), StackStatus: stack.status };
  return { Stacks: [{ ...made, Outputs: outputs }] };
}

function handOn(incoming: IncomingMessage, response: ServerResponse, url: string): void {
  const { method, headers, url: path } = incoming;
  const onward = forward(`${url}${path ?? '/'}`, { method, headers }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}
