import {
  createHttpHeaders,
  createPipelineRequest,
  RestError,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { isObject, objectAt, textAt, type Json } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';

/** Sends a request of a service whose client is not needed for anything else; answers the JSON object. Throws a RestError. */
export async function answerTo(
  send: (request: PipelineRequest) => Promise<PipelineResponse>,
  request: PipelineRequest,
): Promise<Json> {
  const body = await takenBy(send, request);
  if (!isObject(body)) throw new MalformedAnswer('The answer is no JSON object.');
  return body;
}

/** What a service says that takes a request; a deletion is often answered by nothing. */
async function takenBy(
  send: (request: PipelineRequest) => Promise<PipelineResponse>,
  request: PipelineRequest,
): Promise<unknown> {
  const response = await send(request);
  const { status: statusCode, bodyAsText } = response;
  const body = parsedOr(bodyAsText ?? '');
  if (statusCode >= 300) {
    const error = objectAt(body, 'error');
    const code = textAt(error, 'code') ?? '';
    throw new RestError(wordsOf(error) ?? `Status ${statusCode}.`, { code, statusCode, request, response });
  }
  return body;
}

/** Reads what is at a URL of a service whose client is not needed for anything else. Throws a RestError. */
export function got(
  send: (request: PipelineRequest) => Promise<PipelineResponse>,
  url: string,
  abortSignal: AbortSignal,
): Promise<Json> {
  const headers = createHttpHeaders({ accept: 'application/json' });
  return answerTo(send, createPipelineRequest({ url, method: 'GET', headers, abortSignal }));
}

/** Puts a JSON object at a URL of a service whose client is not needed for anything else. Throws a RestError. */
export function put(
  send: (request: PipelineRequest) => Promise<PipelineResponse>,
  url: string,
  body: Json,
  abortSignal: AbortSignal,
): Promise<Json> {
  const headers = createHttpHeaders({ accept: 'application/json', 'content-type': 'application/json' });
  const asked = { url, method: 'PUT', headers, body: JSON.stringify(body), abortSignal } as const;
  return answerTo(send, createPipelineRequest(asked));
}

/** Deletes what is at a URL of a service whose client is not needed for anything else. Throws a RestError. */
export async function removed(
  send: (request: PipelineRequest) => Promise<PipelineResponse>,
  url: string,
  abortSignal: AbortSignal,
): Promise<void> {
  await takenBy(send, createPipelineRequest({ url, method: 'DELETE', abortSignal }));
}

/** What an error says; the innermost of those that it holds says what is wrong. */
export function wordsOf(error: Json): string | undefined {
  const inner = error['innererror'];
  const said = textAt(error, 'message');
  const deeper = isObject(inner) ? wordsOf(inner) : undefined;
  return deeper === undefined || deeper === said ? said : [said, deeper].filter(Boolean).join(' ');
}

/** What stands between a caller and Azure may answer with a page instead of JSON. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return String(error);
  }
}
