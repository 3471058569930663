import type { ServerResponse } from 'node:http';
import { garble } from '../faults.ts';
import type { Answered } from './answer.ts';

/** Puts an answer on the wire, or does to the connection what the fault says. */
export function send({ wire, call }: Answered, response: ServerResponse): void {
  // Held until the caller gives up or the simulator closes.
  if (call.fault === 'timeout') return;
  if (call.fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = call.fault === 'malformed-body' ? garble(wire.body) : wire.body;
  const bytes = Buffer.from(body);
  response.writeHead(wire.status, {
    ...wire.headers,
    'content-length': bytes.length,
    'x-amzn-requestid': 'c0ffee00-0000-4000-8000-000000000000',
  });
  if (call.fault === 'truncated-body') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      response.socket?.destroy();
    });
    return;
  }
  response.end(bytes);
}
