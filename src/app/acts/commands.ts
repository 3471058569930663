import { mayPause, mayRespond, type Actor } from '#engine/people/access';
import { clusterOf } from '#engine/waivers/waiver-scope';
import { forSlack } from '#lib/escape/slack';
import { clip, nearest, plural } from '#lib/text';
import { ago, formatTime } from '#lib/time';
import { severities } from '#model';
import type { Access, Finding, Severity, WaiverScope } from '#model';
import { registerAt } from '../waivers/waivers.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { answerOf, explain, plainly, ruleOf, showFinding } from './looking.ts';

/** Who types, and what counts now. */
export interface Typing {
  readonly desk: ActDesk;
  readonly actor: Actor;
  readonly access: Access;
  readonly words: readonly string[];
}

/** Why it was not done, in words for Slack. */
export interface Refusal {
  readonly refused: string;
}

type Command = (typing: Typing) => Promise<string | Refusal>;

/** Answers `/shoalwatch` with its words. */
export async function answerCommand(typing: Typing): Promise<string | Refusal> {
  const [word = 'help', ...words] = typing.words;
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command) return command({ ...typing, words });
  const meant = nearest(word, Object.keys(commands));
  return answerOf(
    `There is no command ${forSlack(clip(word, 60))}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    usage,
  );
}

const usage = [
  '`/shoalwatch status` — how the estate stands',
  '`/shoalwatch open [critical|high|medium|low] [cluster]` — what is open',
  '`/shoalwatch show <finding>` — one finding, its evidence and history',
  '`/shoalwatch explain <rule>` — what a rule is for, and how it is put right',
  '`/shoalwatch scan <target>` — read a target again now',
  '`/shoalwatch waivers` — risks that are accepted or wait for a decision',
  '`/shoalwatch pause remediation`, `/shoalwatch resume remediation` — the kill switch',
].join('\n');

const status: Command = async ({ desk }) => {
  const at = instantOf(desk);
  const [run] = await desk.memory.runs(1);
  if (!run) return 'Nothing has been scanned yet: run `shoalwatch scan`.';
  const findings = (await desk.memory.findings()).filter((it) => it.status === 'open' || it.status === 'announced');
  const counts = severities.map(
    (severity) => `${findings.filter((it) => it.severity === severity).length} ${severity}`,
  );
  const paused = await desk.memory.pause.get();
  const coverage = run.standing === undefined ? '' : `, coverage ${Math.floor(run.standing.coverage * 100)} %`;
  return answerOf(
    `*${counts.join(', ')}* open${coverage}.`,
    `Last run ${ago(run.finishedAt, at)} (${run.kind}, ${plural(run.ruleCount, 'rule')}).`,
    paused?.paused && `Fixes are paused since ${formatTime(paused.at)} by ${forSlack(paused.by)}.`,
  );
};

const open: Command = async ({ desk, words }) => {
  const severity = severities.find((it) => it === words[0]?.toLowerCase());
  const cluster = words.slice(severity === undefined ? 0 : 1).join(' ');
  const wrong = await wrongPlace(desk, cluster, severity === undefined);
  if (wrong !== undefined) return refused(wrong);
  const all = (await desk.memory.findings()).filter((it) => it.status === 'open' || it.status === 'announced');
  const wanted = all.filter((it) => (severity === undefined || it.severity === severity) && isIn(it, cluster));
  if (wanted.length === 0)
    return `Nothing is open${cluster === '' ? '' : ` in ${forSlack(cluster)}`}${severity === undefined ? '' : ` as ${severity}`}.`;
  const order = (it: { readonly severity: Severity }): number => severities.indexOf(it.severity);
  const sorted = wanted.sort((a, b) => order(a) - order(b) || (a.firstSeen < b.firstSeen ? -1 : 1));
  const lines = sorted
    .slice(0, 15)
    .map(
      (it) => `• ${it.severity.toUpperCase()}  \`${it.id}\`  ${forSlack(it.resource.name)}: ${forSlack(it.message)}`,
    );
  return answerOf(
    `*${plural(wanted.length, 'finding')} open*`,
    ...lines,
    wanted.length > 15 && `… and ${wanted.length - 15} more`,
  );
};

/** Why nothing can be in a place that nobody knows; undefined where somebody does. */
async function wrongPlace({ memory }: Typing['desk'], cluster: string, isFirst: boolean): Promise<string | undefined> {
  if (cluster === '') return undefined;
  const known = [...new Set((await memory.findings()).flatMap(({ resource }) => clusterNamesOf(resource)))];
  if (known.length === 0 || known.includes(cluster)) return undefined;
  const meant = nearest(cluster, isFirst ? [...severities, ...known] : known);
  return `No cluster is called ${forSlack(clip(cluster, 100))}, as far as anything was ever found in it.${meant === undefined ? '' : ` Did you mean ${forSlack(meant)}?`}`;
}

const clusterNamesOf = (resource: Finding['resource']): readonly string[] => {
  const own = clusterOf(resource);
  return own === undefined ? [] : [own, own.slice(own.lastIndexOf('/') + 1)];
};

const isIn = ({ resource }: Finding, cluster: string): boolean =>
  cluster === '' || clusterNamesOf(resource).includes(cluster);

const show: Command = async ({ desk, words: [id = ''] }) => {
  if (id === '') return refused('Say which finding: `/shoalwatch show f-3k9d2a`. `/shoalwatch open` names them.');
  const [found] = await desk.memory.findingsOf([id]);
  if (found) return showFinding(desk, found);
  if (id.startsWith('p-') && desk.fixes) return plainly(await desk.fixes.show(id));
  const meant = nearest(
    id,
    (await desk.memory.findings()).map((it) => it.id),
  );
  return refused(
    `No finding is called ${forSlack(clip(id, 100))}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
  );
};

const explained: Command = async ({ desk, words: [id = ''] }) => {
  if (id === '') return refused('Say which rule: `/shoalwatch explain eks-endpoint-public-cidr-open`.');
  const { rules } = await desk.live(instantOf(desk));
  const meant = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  if (!rules.some((rule) => rule.id === id || rule.aliases?.includes(id))) {
    return refused(
      `No rule is called ${forSlack(clip(id, 100))}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    );
  }
  return explain(ruleOf(rules, id));
};

const scan: Command = async ({ desk, actor, access, words: [target = ''] }) => {
  const may = mayRespond(access, actor);
  if (!may.may) return refused(may.why);
  if (!desk.sweep) return refused('A scan cannot be ordered here: run `shoalwatch scan`.');
  const targets = await targetsOf(desk);
  const [example = 'aws:123456789012:eu-west-1'] = targets;
  if (target === '') return refused(`Say which target: \`/shoalwatch scan ${forSlack(example)}\`.`);
  if (targets.length > 0 && !targets.includes(target)) {
    const meant = nearest(target, targets);
    return refused(
      `No sweep has found a target ${forSlack(clip(target, 100))}.${meant === undefined ? ' `shoalwatch list targets` names them.' : ` Did you mean ${forSlack(meant)}?`}`,
    );
  }
  return desk.sweep(target, actor.id);
};

/** The targets that the last run knew. */
async function targetsOf({ memory }: Typing['desk']): Promise<readonly string[]> {
  const [run] = await memory.runs(1);
  const scan = run && (await memory.scan(run.id));
  return scan?.targets.map(({ id }) => id) ?? [];
}

const waivers: Command = async ({ desk }) => {
  const all = await registerAt({ memory: desk.memory, file: desk.file, at: instantOf(desk) });
  const wanted = all.filter(({ status: is }) => is === 'requested' || is === 'active' || is === 'expiring');
  if (wanted.length === 0) return 'No risk is accepted, and none waits for a decision.';
  const lines = wanted
    .slice(0, 20)
    .map(
      ({ id, rule, scope, status: is, said }) =>
        `• \`${forSlack(id)}\`  ${is}  ${forSlack(rule)} on ${forSlack(coverOf(scope))}, until ${formatTime(said.until)}, owner ${forSlack(said.owner)}`,
    );
  return answerOf(
    `*${plural(wanted.length, 'waiver')}*`,
    ...lines,
    wanted.length > 20 && `… and ${wanted.length - 20} more`,
  );
};

const coverOf = (scope: WaiverScope): string =>
  'cluster' in scope ? scope.cluster : 'target' in scope ? scope.target : (scope.finding ?? scope.resource);

const pausing =
  (paused: boolean): Command =>
  async ({ desk, actor, access, words: [what = 'remediation'] }) => {
    if (what !== 'remediation')
      return refused(`Only remediation can be paused: \`/shoalwatch ${paused ? 'pause' : 'resume'} remediation\`.`);
    const may = mayPause(access, actor);
    if (!may.may) return refused(may.why);
    await desk.memory.pause.set({ paused, by: actor.id, at: instantOf(desk) });
    return paused
      ? 'Fixes are paused: none begins, and those under way stop before their next step.'
      : 'Fixes are made again.';
  };

const commands: Readonly<Record<string, Command>> = {
  status,
  open,
  show,
  explain: explained,
  scan,
  waivers,
  pause: pausing(true),
  resume: pausing(false),
  help: () => Promise.resolve(usage),
};

const refused = (why: string): Refusal => ({ refused: why });
