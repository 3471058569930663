import {
  decideWaiver,
  registerAt,
  requestWaiver,
  type Decision,
  type WaiverDesk,
  type WaiverWidth,
} from '#app/waivers/waivers';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type WaiverEntry } from '#model';
import { foldText } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { coverWords, registerDocument } from '#report/waivers';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { againDocument, againLines, judgeAgain } from '../judge-again.ts';
import { personOf } from '../person.ts';
import { loadSettings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, type PlaceOptions } from '../place.ts';
import { actInStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly as?: string;
}

interface Wish extends Options {
  readonly reason: string;
  readonly until: string;
  readonly owner: string;
  readonly control?: string;
  readonly ticket?: string;
  readonly scope: WaiverWidth;
}

/** Asks for a waiver. Nothing is hidden yet. */
export async function request(finding: string, wish: Wish): Promise<void> {
  const by = await personOf(placeOf(wish), wish.as);
  const { until, scope: width } = wish;
  const terms = {
    ...{ reason: said(wish.reason, 'reason'), owner: said(wish.owner, 'owner') },
    ...(wish.control !== undefined && { control: said(wish.control, 'control') }),
    ...(wish.ticket !== undefined && { ticket: said(wish.ticket, 'ticket') }),
  };
  const { entry, line } = await act(wish, (desk) => requestWaiver(desk, { finding, width, by, until, ...terms }));
  const { id } = entry.waiver;
  await tell(wish, entry, line, [
    `it would hide ${plural(line?.hidden.length ?? 0, 'open finding')}, until ${formatTime(until)}; it hides nothing yet`,
    `next: somebody else than ${by} runs shoalwatch waiver approve ${id}`,
  ]);
  end({ code: 0, why: `${id} waits for somebody else than ${forTerminalLine(by)} to approve it` });
}

type Deciding = Options & { readonly reason?: string };

/** Accepts what somebody else asked for. */
export const approve = (id: string, options: Deciding): Promise<void> => decide(id, 'approve', options);

/** Turns down what was asked for. */
export const deny = (id: string, options: Deciding): Promise<void> => decide(id, 'deny', options);

/** Ends a waiver at once. */
export const revoke = (id: string, options: Deciding): Promise<void> => decide(id, 'revoke', options);

async function decide(id: string, decision: Decision, options: Deciding): Promise<void> {
  const place = placeOf(options);
  const by = await personOf(place, options.as);
  const why = options.reason === undefined ? '' : said(options.reason, 'reason');
  const { settings, entry, line } = await act(options, (desk) => decideWaiver(desk, id, decision, { by, why }));
  // What was only asked for has moved nothing.
  const again = decision === 'deny' ? undefined : await judgeAgain(place, (memory) => liveOf(settings, memory));
  const lines = again ? againLines(again, place) : [];
  await tell(options, entry, line, lines, again && againDocument(again));
  const ends = entry.act === 'approved' && line ? `, until ${formatTime(line.said.until)}` : '';
  end({ code: 0, why: `${entry.waiver.id} is ${entry.act} by ${by}${ends}` });
}

/** Does something to a waiver, and looks at the register afterwards. */
async function act({ config, ...options }: Options, work: (desk: WaiverDesk) => Promise<WaiverEntry>) {
  const settings = await loadSettings(config, rules);
  return actInStore(placeOf(options), async (memory) => {
    const desk = { memory, file: settings.document, at: new Date(clock.now()).toISOString() };
    const entry = await work(desk);
    const register = await registerAt(desk);
    return { settings, entry, line: register.find(({ id }) => id === entry.waiver.id) };
  });
}

async function tell(
  { json }: Options,
  { act, by, waiver }: WaiverEntry,
  line: Awaited<ReturnType<typeof registerAt>>[number] | undefined,
  more: readonly string[],
  again: object = {},
): Promise<void> {
  const out = terminal();
  if (json) {
    const [document = null] = registerDocument(line ? [line] : []);
    await out.data(`${forJson(redacted({ schemaVersion, act, waiver: document, ...again }), 2)}\n`);
    return;
  }
  const lines = [`${waiver.id}  ${act} by ${by}: ${waiver.rule} on ${coverWords(waiver.scope)}`, ...more];
  await out.page(foldText(`${lines.map(forTerminalLine).join('\n')}\n`, out.screen.width, 4));
}

const longest = 1000;

/** What somebody wrote. Throws where it says nothing, or goes on for pages. */
function said(text: string, option: string): string {
  const words = text.trim();
  if (words !== '' && words.length <= longest) return words;
  const why = words === '' ? `--${option} says nothing` : `--${option} has more than ${longest} characters`;
  throw new ShoalwatchError('usage', why);
}
