import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { takeIntent } from '#app/acts/take-intent';
import type { ActDesk } from '#app/acts/desk';
import { ingressOf, type SlackAnswer } from '#app/slack-ingress/take-request';
import { ShoalwatchError } from '#model';
import { openForm } from '#notify/slack/answers';
import type { Call } from '#notify/slack/call';
import { parseCommand } from '#notify/slack/command';
import type { Intent, OurApp } from '#notify/slack/intent';
import { flawsOf } from '#notify/slack/form-flaws';
import { parseInteraction } from '#notify/slack/interaction';
import { largestRequest, refusalOf } from '#notify/slack/verify';

/** Where clicks are taken on this machine, and what they are held against. */
export interface SlackListening {
  /** 0 for any that is free. */
  readonly port: number;
  readonly our: OurApp;
  /** Two while the signing secret is being changed. */
  readonly secrets: readonly string[];
  readonly call: Call;
  readonly desk: ActDesk;
  /** Hears of what is turned away, and of what could not be done. */
  readonly note: (what: 'refused' | 'failed', why: string) => void;
}

/** Pauses before something that failed is done once more, in milliseconds. */
const pauses = [200, 1_000, 5_000];

/** Takes what people press and type in Slack, and does it in this process, one thing after another. */
export async function listenForSlack(
  it: SlackListening,
): Promise<{ readonly url: string; idle(): Promise<void>; close(): void }> {
  let last: Promise<void> = Promise.resolve();
  const put = (intent: Intent): Promise<void> => {
    last = last.then(() => worked(it, intent));
    return Promise.resolve();
  };
  const take = ingressOf({
    refusal: (request) => refusalOf(request, { secrets: it.secrets, now: it.desk.clock.now() }),
    interaction: (payload) => parseInteraction(payload, it.our),
    command: (form) => parseCommand(form, it.our),
    open: async (intent) =>
      intent.trigger === undefined || intent.form === undefined
        ? undefined
        : openForm(it.call, intent.trigger, intent.form, intent),
    flaws: (form) => flawsOf(form, it.desk.clock.now()),
    put,
    now: it.desk.clock.now,
    refused: (why) => it.note('refused', why),
    failed: (error) => it.note('failed', wordsOf(error)),
  });
  const server = createServer((request, response) => {
    const end = ({ status, body }: SlackAnswer): void =>
      void response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' }).end(body);
    bodyOf(request)
      .then((body): Promise<SlackAnswer> =>
        take({ method: request.method ?? '', path: pathOf(request), headers: headersOf(request), body }),
      )
      .then(end, (error: unknown) => {
        it.note('failed', wordsOf(error));
        end({ status: 503 });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(it.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    idle: () => last,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What fails is tried again: every act is done once, however often it is tried. */
async function worked({ desk, note }: SlackListening, intent: Intent): Promise<void> {
  for (const pause of [...pauses, undefined]) {
    try {
      await takeIntent(desk, intent);
      return;
    } catch (error) {
      note('failed', wordsOf(error));
      if (pause === undefined || isDefect(error)) return;
      await wait(pause);
    }
  }
}

const isDefect = (error: unknown): boolean => error instanceof ShoalwatchError && error.code === 'defect';

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const pathOf = ({ url = '/' }: IncomingMessage): string => new URL(url, 'http://127.0.0.1').pathname;

/** Node joins what came twice with a comma, or drops it: the raw headers say how often something came. */
function headersOf({ rawHeaders }: IncomingMessage): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? ''];
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

/** One that is too large is read no further than is needed to say so. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > largestRequest) break;
  }
  return Buffer.concat(parts);
}
