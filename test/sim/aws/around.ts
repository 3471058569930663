import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening, readBody } from '../listening.ts';

/** A version of a secret, as somebody put it in. */
export interface SimVersion {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An event that was put on a bus. */
export interface SimEvent {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** Secrets Manager, EventBridge, SNS and Step Functions behind their protocols, as far as the functions ask them. */
export interface AroundSim {
  readonly url: string;
  /** `service:operation`, in order. */
  readonly calls: string[];
  /** The versions of each secret, the newest last; one without any was never filled. */
  readonly secrets: Map<string, SimVersion[]>;
  readonly events: SimEvent[];
  readonly published: { readonly topic: string; readonly subject: string; readonly message: string }[];
  readonly started: { readonly machine: string; readonly name: string; readonly input: string }[];
  /** Operations that are refused with an error, as long as they stand here. */
  readonly refused: Map<string, string>;
  /** How many of the next events the bus does not take, though it takes the call. */
  throttled: number;
  close(): Promise<void>;
}

type Input = Readonly<Record<string, unknown>>;

class Refusal extends Error {}

/** Source of the forms: the Smithy models of the clients, protocols awsJson1_0, awsJson1_1 and awsQuery. */
export async function startAround(): Promise<AroundSim> {
  const server = createServer((request, response) => {
    readBody(request, (body) => answer(request, response, body));
  });
  const { url, close } = await listening(server);
  const sim: AroundSim = {
    ...{ url, close, calls: [], secrets: new Map(), events: [], published: [], started: [] },
    refused: new Map(),
    throttled: 0,
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const target = request.headers['x-amz-target'];
    const form = new URLSearchParams(body);
    const operation = typeof target === 'string' ? (target.split('.').at(-1) ?? '') : (form.get('Action') ?? '');
    sim.calls.push(operation);
    try {
      const refused = sim.refused.get(operation);
      if (refused !== undefined) throw new Refusal(refused);
      if (operation === 'Publish') {
        response.writeHead(200, { 'content-type': 'text/xml' }).end(published(form));
        return;
      }
      const said = operations[operation]?.(JSON.parse(body) as Input);
      if (!said) throw new Refusal('UnknownOperationException');
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const text = JSON.stringify({ __type: error.message, message: 'It was refused.' });
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(text);
    }
  }

  const operations: Readonly<Record<string, (input: Input) => object>> = {
    GetSecretValue({ SecretId, VersionStage = 'AWSCURRENT' }) {
      const versions = sim.secrets.get(String(SecretId));
      const at = VersionStage === 'AWSPREVIOUS' ? -2 : -1;
      const version = versions?.at(at);
      if (!version) throw new Refusal('ResourceNotFoundException');
      return {
        ARN: SecretId,
        SecretString: version.text,
        CreatedDate: version.at / 1000,
        VersionStages: [VersionStage],
      };
    },
    PutEvents({ Entries }) {
      const entries = Entries as readonly (SimEvent & { readonly Time?: number })[];
      const bytes = entries.reduce((sum, it) => sum + Buffer.byteLength(it.Detail) + it.Source.length + 14, 0);
      if (entries.length === 0 || entries.length > 10 || bytes > 262_144) throw new Refusal('ValidationException');
      const answers = entries.map(({ EventBusName, Source, DetailType, Detail }) => {
        JSON.parse(Detail);
        if (sim.throttled > 0) {
          sim.throttled -= 1;
          return { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
        }
        sim.events.push({ EventBusName, Source, DetailType, Detail });
        return { EventId: `e-${sim.events.length}` };
      });
      return { FailedEntryCount: answers.filter((it) => 'ErrorCode' in it).length, Entries: answers };
    },
    StartExecution({ stateMachineArn, name, input }) {
      if (!/^[\w-]{1,80}$/.test(String(name))) throw new Refusal('InvalidName');
      JSON.parse(String(input));
      // Whatever was started has ended by now.
      if (sim.started.some((it) => it.machine === stateMachineArn && it.name === name))
        throw new Refusal('ExecutionAlreadyExists');
      sim.started.push({ machine: String(stateMachineArn), name: String(name), input: String(input) });
      return { executionArn: `${String(stateMachineArn)}:${String(name)}`, startDate: 1_790_000_000 };
    },
  };

  function published(form: URLSearchParams): string {
    const [topic, subject, message] = [form.get('TopicArn'), form.get('Subject'), form.get('Message')];
    const isSubject = subject !== null && /^[\x20-\x7e]{1,99}$/.test(subject);
    if (topic === null || !isSubject || message === null || message === '' || Buffer.byteLength(message) > 262_144) {
      throw new Refusal('InvalidParameter');
    }
    sim.published.push({ topic, subject, message });
    return `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-${sim.published.length}</MessageId></PublishResult></PublishResponse>`;
  }

  return sim;
}
