import type { Fault } from '../faults.ts';
import { isRecord } from './wire/shape.ts';
import type { Page } from './operation.ts';

interface Token {
  /** The operation that handed it out. */
  readonly of: string;
  readonly at: number;
  /** It leads to itself. */
  readonly stuck?: true;
}

/** Where in a list a call stood; for the record of calls. */
export interface Position {
  at: number;
  /** Whether the page fault of this call took effect. */
  faulted: boolean;
}

/** Throws a RangeError when the token was not handed out by this operation. */
export function paginate<T>(
  items: readonly T[],
  request: {
    readonly operation: string;
    readonly token: string | undefined;
    readonly size: number;
    readonly fault: Fault | undefined;
  },
  weigh: (item: T) => number,
  position: Position,
): Page<T> {
  const { at, stuck } =
    request.token === undefined ? { at: 0, stuck: undefined } : read(request.token, request.operation);
  if (at > items.length) throw new RangeError('token');
  position.at = at;
  if (request.fault === 'empty-page-with-token') {
    position.faulted = true;
    return { items: [], next: write({ of: request.operation, at }) };
  }
  const end = endOf(items, at, request.size, weigh);
  const page = items.slice(at, end);
  if (stuck === true || request.fault === 'repeated-token') {
    position.faulted = true;
    return { items: page, next: write({ of: request.operation, at, stuck: true }) };
  }
  return end < items.length ? { items: page, next: write({ of: request.operation, at: end }) } : { items: page };
}

function endOf<T>(items: readonly T[], start: number, size: number, weigh: (item: T) => number): number {
  let room = size;
  let end = start;
  for (const item of items.slice(start)) {
    room -= weigh(item);
    if (room < 0 && end > start) return end;
    end += 1;
  }
  return end;
}

function write(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function read(text: string, operation: string): { at: number; stuck: true | undefined } {
  const token = parse(Buffer.from(text, 'base64url').toString());
  if (!isRecord(token) || token['of'] !== operation || typeof token['at'] !== 'number') throw new RangeError('token');
  return { at: token['at'], stuck: token['stuck'] === true ? true : undefined };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RangeError('token', { cause });
  }
}
