import { clip, redactSecrets } from '#lib/text';
import type { Failure } from '../../sheet.ts';

/** An answer of the Kubernetes API that is no success. */
export class KubernetesRefusal extends Error {
  override readonly name = 'KubernetesRefusal';
  readonly status: number;
  /** The permission that the call takes, such as `list pods`. */
  readonly permission: string;

  constructor(status: number, message: string, permission: string) {
    super(message);
    this.status = status;
    this.permission = permission;
  }
}

const timeouts = /^(?:TimeoutError|ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/;
const unparsed = /^(?:MalformedAnswer|SyntaxError)$/;

/** Puts what a call of a cluster's API ended with into the product's words. */
export function kubernetesFailure(error: unknown): Failure {
  const detail = sentence(error);
  if (error instanceof KubernetesRefusal) {
    const { status, permission } = error;
    if (status === 401) return { reason: 'denied', detail: `The token was refused. ${detail}`, permission };
    if (status === 403) return { reason: 'denied', detail, permission };
    if (status === 404) return { reason: 'not-found', detail };
    if (status === 429) return { reason: 'throttled', detail };
    if (status === 408 || status === 504) return { reason: 'timeout', detail };
    return { reason: status >= 500 ? 'unreachable' : 'malformed', detail };
  }
  const names = namesOf(error);
  if (names.some((name) => timeouts.test(name))) return { reason: 'timeout', detail };
  return { reason: names.some((name) => unparsed.test(name)) ? 'malformed' : 'unreachable', detail };
}

export const isThrottle = (error: unknown): boolean => error instanceof KubernetesRefusal && error.status === 429;

/** Whether the same call may well be answered the next time: broken connections, broken answers, 5xx. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof KubernetesRefusal) return error.status >= 500 || error.status === 408;
  const names = namesOf(error);
  if (names.includes('SyntaxError')) return true;
  const lasting = /^(?:RefusedEndpoint|MalformedAnswer|\w*CERT\w*|ERR_TLS\w*|UNABLE_TO\w+|SELF_SIGNED\w*)$/;
  return !names.some((name) => lasting.test(name));
}

/** Names and codes of an error and its causes. */
function namesOf(error: unknown): readonly string[] {
  const names: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    names.push(at.name);
    if ('code' in at && typeof at.code === 'string') names.push(at.code);
  }
  return names;
}

/** One line without secrets. */
function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return clip(redactSecrets(text.replace(/\s+/g, ' ').trim()), 300);
}
