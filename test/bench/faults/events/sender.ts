import { Agent, request } from 'node:http';

/** Who delivers events over HTTP: again and again while it is told to, as clouds do, ten times at most. */
export interface Sender {
  /** Resolves with the last status. Counts what was sent more than once. */
  send(body: string): Promise<{ readonly status: number; readonly attempts: number }>;
  close(): void;
}

const most = 10;

export function senderTo(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const post = (body: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const asked = request(url, { method: 'POST', agent, headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.once('error', reject);
      asked.end(body);
    });
  return {
    async send(body) {
      for (let attempts = 1; ; attempts += 1) {
        const status = await post(body);
        // What is refused for what it holds is not sent again: 400 and 413 say so, and 2xx that it was taken.
        const isFinal = status < 300 || status === 400 || status === 413;
        if (isFinal || attempts === most) return { status, attempts };
      }
    },
    close: () => agent.destroy(),
  };
}
