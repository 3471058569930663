import type { Gate } from '../gate.ts';
import { textAt } from '../json.ts';
import { required } from '../pages.ts';
import type { Noting } from '../noting.ts';
import { parseObjectAddress, type ObjectAddress } from './address.ts';
import { connectTo, type Endpoint, type EndpointOptions } from './connect/endpoint.ts';
import { isRetryable, isThrottle, KubernetesRefusal } from './connect/failure.ts';

/** One write to a cluster's API. */
export interface Write {
  readonly verb: 'create' | 'patch' | 'delete';
  /** The address of the object; of a created one the address that it will have. */
  readonly address: string;
  readonly body: object;
  /** How the body of a patch is meant. */
  readonly type?: `application/${'json-patch' | 'strategic-merge-patch'}+json`;
}

/** One cluster, as those see it who change something in it. */
export interface KubernetesWriter extends Noting {
  /** Tries a write without keeping it, then makes it. Throws a KubernetesRefusal. */
  write(write: Write): Promise<void>;
  close(): Promise<void>;
}

interface Place extends EndpointOptions {
  readonly gate: Gate;
  readonly cluster: string;
  readonly endpoint: Endpoint;
  /** A bearer token that is good now. */
  readonly token: () => Promise<string>;
  readonly signal?: AbortSignal | undefined;
}

/** How a write is sent. */
interface How {
  readonly isDry: boolean;
  readonly abort: AbortSignal;
}

/** Whom the API notes as the owner of what a write sets. */
const fieldManager = 'shoalwatch';

const methods = { create: 'POST', patch: 'PATCH', delete: 'DELETE' } as const;

/** Opens the way to an API; connections are made by the first call. Throws RefusedEndpoint. */
export function writerOf({ gate, cluster, endpoint, token, signal, ...options }: Place): KubernetesWriter {
  const { origin, agent } = connectTo(endpoint, options);

  const requests: string[] = [];

  /** With `dryRun` the API checks a write with all that admits it, and keeps nothing. */
  const send = async ({ verb, address, body, type }: Write, api: string, how: How): Promise<void> => {
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': type ?? 'application/json' };
    const answer = await agent.request({
      origin,
      path: `${pathOf(verb, placeOf(address))}?${queryOf(verb, how)}`,
      method: methods[verb],
      headers,
      body: JSON.stringify(body),
      signal: how.abort,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new KubernetesRefusal(answer.statusCode, messageOf(text), api);
    const id = answer.headers['audit-id'];
    if (typeof id === 'string' && !how.isDry) requests.push(id);
  };

  return {
    requests,
    async write(write) {
      const { plural, group } = placeOf(write.address);
      const api = `${write.verb} ${plural}${group === 'core' ? '' : `.${group}`}`;
      const call = { provider: 'kubernetes', account: cluster, region: '', api } as const;
      for (const isDry of [true, false])
        await gate.pass(call, (abort) => send(write, api, { isDry, abort }), { isThrottle, isRetryable, signal });
    },
    close: () => agent.close(),
  };
}

const placeOf = (address: string): ObjectAddress => required(parseObjectAddress(address), 'address');

function pathOf(verb: Write['verb'], { group, version, namespace, plural, name }: ObjectAddress): string {
  const root = group === 'core' ? `/api/${version}` : `/apis/${group}/${version}`;
  const place = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${place}/${plural}${verb === 'create' ? '' : `/${encodeURIComponent(name)}`}`;
}

/** Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run */
const queryOf = (verb: Write['verb'], { isDry }: How): string =>
  new URLSearchParams({ ...(verb !== 'delete' && { fieldManager }), ...(isDry && { dryRun: 'All' }) }).toString();

/** What a `Status` says, or the beginning of an answer that is none. */
const messageOf = (text: string): string =>
  text.startsWith('{') ? (textAt(JSON.parse(text), 'message') ?? text.slice(0, 200)) : text.slice(0, 200);
