import type { Command } from 'commander';
import { inRange } from '#bills/versions/in-range';
import { deniedQuestions } from '#app/risk/denied-questions';
import { askRisk, type Risk } from '#app/risk/risk';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import type { Memory, Policy, RiskQuestion } from '#model';
import { redacted, schemaVersion } from '#report/output';
import { plainTable } from '#report/plain';
import { countsOf, riskCells, riskHead, riskPage } from '#report/risk';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { posedBy, type Asked, type Posed } from '../risk-question.ts';
import { loadSettings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends Asked, PlaceOptions {
  readonly denied?: boolean;
  readonly config?: string;
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly wide?: boolean;
}

/** Adds `risk`: who is affected right now, from what the store holds. */
export function addRisk(program: Command): void {
  withPlace(program.command('risk'))
    .description('who is affected right now, from what the store holds; no cloud is called')
    .option('--cve <id>', 'images with a known flaw, by its id')
    .option('--package <name>', 'images that hold a package: NAME or PURL, and @RANGE of its versions')
    .option('--image <name>', 'what runs an image: registry/path:tag, path or sha256:...')
    .option('--ami <id>', 'nodes and templates of a machine image')
    .option('--version <range>', 'clusters and pools of Kubernetes versions (1.29, "<1.30"), or addon@range')
    .option('--denied', 'all of it for every entry of the deny lists')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .option('--wide', 'every row')
    .action(run);
}

async function run({ denied, config, ...options }: Options): Promise<void> {
  const posed = posedBy(options, denied);
  const settings = await loadSettings(config, rules);
  const at = new Date(clock.now()).toISOString();
  await askStore(placeOf(options), async (memory) => {
    const { policy } = await liveOf(settings, memory)(at);
    const ask = asking(memory, policy, at);
    await (posed ? answer(posed, ask, options) : answerDenied(policy, at, ask, options));
  });
}

type Ask = (question: RiskQuestion) => Promise<Risk>;

const asking =
  (memory: Memory, { owners = [] }: Policy, at: string): Ask =>
  (question) =>
    askRisk(question, { memory, bills: memory.bills, owners, inRange, at });

type Shown = Pick<Options, 'json' | 'plain' | 'wide'>;

async function answer(posed: Posed, ask: Ask, { json, plain, wide = false }: Shown): Promise<void> {
  const { run, answer } = await ask(posed.question);
  const { about } = posed;
  const out = terminal({ wide });
  if (json) {
    const question = { ...posed.question, text: about };
    await out.data(`${forJson(redacted({ schemaVersion, question, run: readIn(run), ...answer }), 2)}\n`);
  } else if (plain) await out.data(plainTable(riskHead, riskCells(answer)));
  else {
    const next = nextOf(posed, answer.affected.length > 0, answer.unknown.length > 0);
    await out.page(riskPage({ about, answer, readAt: run.startedAt, next, width: out.screen.width, wide }));
  }
  end({ code: 0, why: `${about}: ${countsOf(answer)}` });
}

/** Answers for every entry of the deny lists, in their order. */
async function answerDenied(policy: Policy, at: string, ask: Ask, { json, plain, wide = false }: Shown): Promise<void> {
  const answers = [];
  for (const denied of deniedQuestions(policy.components, at)) {
    answers.push({ denied, ...(await ask(denied.question)) });
  }
  const out = terminal({ wide });
  const { width } = out.screen;
  if (json) {
    const all = answers.map(({ denied, run, answer }) => ({ ...denied, run: readIn(run), ...answer }));
    await out.data(`${forJson(redacted({ schemaVersion, denied: all }), 2)}\n`);
  } else if (plain) {
    const rows = answers.flatMap(({ denied, answer }) => riskCells(answer).map((cells) => [denied.about, ...cells]));
    await out.data(plainTable(['DENIED', ...riskHead], rows));
  } else {
    const pages = answers.map(({ denied, run, answer }) => {
      const about = `${denied.about} (${denied.reason})`;
      return riskPage({ about, answer, readAt: run.startedAt, next: [], width, wide });
    });
    await out.page(pages.join('\n'));
  }
  const affected = answers.filter((it) => it.answer.affected.length > 0).length;
  end({ code: 0, why: `${affected} of ${plural(answers.length, 'denied component')} in use` });
}

const readIn = ({ id, startedAt }: Risk['run']) => ({ id, startedAt });

/** What mitigates, and what would tell more. */
function nextOf({ question, denial }: Posed, isAffected: boolean, isUnknown: boolean): readonly string[] {
  const byImage = question.about === 'cve' || question.about === 'package';
  return [
    ...(isAffected ? [`shoalwatch policy deny ${denial} --reason "why"`] : []),
    ...(isUnknown && byImage ? ['shoalwatch inventory import PATH   (bills of materials and scanner reports)'] : []),
    ...(isUnknown && !byImage ? ['shoalwatch doctor   (what could not be read, and the grant that cures it)'] : []),
  ];
}
