import { AwsError, type Operation, type Service } from './operation.ts';
import { xmlWriter, escape } from './wire/write-xml.ts';
import { jsonWriter } from './wire/write-json.ts';
import { readForm } from './wire/read-form.ts';
import { readJson, readText } from './wire/read-json.ts';
import type { Structure } from './wire/shape.ts';

export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a service speaks. The calls that it does not know are named for the record, never guessed. */
export interface Protocol {
  find(request: WireRequest): Operation | { readonly unknown: string };
  read(request: WireRequest, operation: Operation): Record<string, unknown>;
  write(operation: Operation, output: object): WireAnswer;
  fail(error: AwsError): WireAnswer;
}

type Family = 'ec2' | 'query' | 'rest' | 'json';

const families: Readonly<Record<Service, Family>> = {
  ec2: 'ec2',
  iam: 'query',
  sts: 'query',
  elasticloadbalancing: 'query',
  eks: 'rest',
  inspector2: 'rest',
  guardduty: 'rest',
  ecr: 'json',
  kms: 'json',
  organizations: 'json',
  cloudtrail: 'json',
  logs: 'json',
};

export function protocolOf(service: Service, operations: readonly Operation[]): Protocol {
  const own = operations.filter((operation) => operation.service === service);
  const family = families[service];
  if (family === 'rest') return rest(own);
  if (family === 'json') return json(own);
  return form(own, family);
}

function form(operations: readonly Operation[], dialect: 'ec2' | 'query'): Protocol {
  const byName = new Map(operations.map((operation) => [operation.shape.name, operation]));
  const writers = writersOf(operations, xmlWriter);
  return {
    find: ({ body }) => {
      const name = new URLSearchParams(body).get('Action') ?? '(none)';
      return byName.get(name) ?? { unknown: name };
    },
    read: ({ body }, { shape }) => {
      try {
        return readForm(new URLSearchParams(body), shape.input, dialect);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new AwsError(
          dialect === 'ec2' ? 'UnknownParameter' : 'ValidationError',
          `The parameter ${error.message} is not recognized`,
        );
      }
    },
    write: (operation, output) => {
      const { name } = operation.shape;
      const content = writers(operation)(output);
      const id = 'c0ffee00-0000-4000-8000-000000000000';
      return xml(
        200,
        dialect === 'ec2'
          ? `<${name}Response><requestId>${id}</requestId>${content}</${name}Response>`
          : `<${name}Response><${name}Result>${content}</${name}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${name}Response>`,
      );
    },
    fail: ({ code, message, status }) => {
      const error = `<Code>${code}</Code><Message>${escape(message)}</Message>`;
      const type = status >= 500 ? 'Receiver' : 'Sender';
      return xml(
        status,
        dialect === 'ec2'
          ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>c0ffee</RequestID></Response>`
          : `<ErrorResponse><Error><Type>${type}</Type>${error}</Error><RequestId>c0ffee</RequestId></ErrorResponse>`,
      );
    },
  };
}

function json(operations: readonly Operation[]): Protocol {
  const byName = new Map(operations.map((operation) => [operation.shape.name, operation]));
  const writers = writersOf(operations, jsonWriter);
  return {
    find: ({ headers }) => {
      const name = String(headers['x-amz-target']).split('.').at(-1) ?? '(none)';
      return byName.get(name) ?? { unknown: name };
    },
    read: ({ body }, { shape }) => readBody(body, shape.input),
    write: (operation, output) => jsonAnswer(200, 'application/x-amz-json-1.1', writers(operation)(output)),
    fail: ({ code, message, status }) =>
      jsonAnswer(status, 'application/x-amz-json-1.1', JSON.stringify({ __type: code, message })),
  };
}

function rest(operations: readonly Operation[]): Protocol {
  const routes = operations.map((operation) => {
    const [method = '', template = ''] = operation.shape.http ?? [];
    return { operation, method, steps: template.split('/') };
  });
  const labels = new Map(routes.map(({ operation, steps }) => [operation, steps]));
  const writers = writersOf(operations, jsonWriter);
  return {
    find: ({ method, target }) => {
      const path = target.split('?')[0] ?? '';
      const steps = path.split('/');
      const route = routes.find((each) => each.method === method && fits(each.steps, steps));
      return route?.operation ?? { unknown: `${method} ${path}` };
    },
    read: (request, operation) => {
      const input = request.body === '' ? {} : readBody(request.body, operation.shape.input);
      const [path = '', query = ''] = request.target.split('?');
      const steps = path.split('/');
      labels.get(operation)?.forEach((step, at) => {
        if (step.startsWith('{')) input[step.slice(1, -1)] = decodeURIComponent(steps[at] ?? '');
      });
      return { ...input, ...readQuery(new URLSearchParams(query), operation.shape.input) };
    },
    write: (operation, output) => jsonAnswer(200, 'application/json', writers(operation)(output)),
    fail: ({ code, message, status }) => {
      const answer = jsonAnswer(status, 'application/json', JSON.stringify({ message }));
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
    },
  };
}

function fits(template: readonly string[], steps: readonly string[]): boolean {
  return (
    template.length === steps.length &&
    template.every((step, at) => (step.startsWith('{') ? steps[at] !== '' : step === steps[at]))
  );
}

function readQuery(query: URLSearchParams, input: Structure): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of input.members) {
    const key = member.traits['httpQuery'];
    if (typeof key !== 'string' || !query.has(key)) continue;
    const shape = member.shape();
    result[member.name] =
      shape.kind === 'list' ? query.getAll(key) : readText(query.get(key) ?? '', shape, member.name);
  }
  return result;
}

function readBody(body: string, input: Structure): Record<string, unknown> {
  try {
    return readJson(JSON.parse(body), input);
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError)
      throw new AwsError('SerializationException', error.message);
    throw error;
  }
}

function writersOf(
  operations: readonly Operation[],
  compile: (output: Structure) => (value: unknown) => string,
): (operation: Operation) => (value: unknown) => string {
  const writers = new Map<Operation, (value: unknown) => string>();
  return (operation) => {
    const earlier = writers.get(operation);
    if (earlier !== undefined) return earlier;
    const writer = compile(operation.shape.output);
    if (operations.includes(operation)) writers.set(operation, writer);
    return writer;
  };
}

function xml(status: number, body: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function jsonAnswer(status: number, type: string, body: string): WireAnswer {
  return { status, headers: { 'content-type': type }, body };
}
