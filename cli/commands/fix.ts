import type { Command } from 'commander';
import { approve, reject, stopPlan } from '#app/remediate/approve';
import { instantOf, type FixDesk } from '#app/remediate/desk';
import { planOf, propose } from '#app/remediate/propose';
import { lookBack } from '#app/remediate/undo';
import { isAbove } from '#engine/plan/level';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Memory, type Remediation } from '#model';
import { foldText } from '#report/fold';
import { rules } from '#rules/catalog.gen';
import { end, list } from '../arguments.ts';
import { fixActions, fixDesk } from '../fix/desk.ts';
import { document, promotionFor, tellPlan, wishOf, type FixOptions } from '../fix/options.ts';
import { listLines, wordsOf } from '../fix/page.ts';
import { personOf, withPerson } from '../person.ts';
import { placeOf, withPlace } from '../place.ts';
import { loadSettings } from '../settings.ts';
import { actInStore } from '../store.ts';
import { terminal } from '../terminal.ts';

/** Adds `fix`: plans, decides about, applies and undoes what puts a finding right. */
export function addFix(program: Command): void {
  withPlace(withPerson(program.command('fix')))
    .description('plan a fix, and apply or undo it; the plan is what is shown where nothing else is asked')
    .argument('[finding]', 'its id, f-...')
    .option('--plan', 'show what would be changed, and keep it as a plan (the default)')
    .option('--apply', 'apply the plan, once it is approved')
    .option('--undo', 'give what the last fix wrote its earlier values back')
    .option('--plan-id <id>', 'the plan that was shown, p-...')
    .option('--yes', 'do not ask; needed where nobody can answer')
    .option('--approve <plan>', 'approve what somebody proposed')
    .option('--reject <plan>', 'turn down what somebody proposed')
    .option('--stop <plan>', 'end a plan before its next step')
    .option('--list', 'every plan and where it stands')
    .option('--pause', 'switch all fixes off, those under way between their steps')
    .option('--resume', 'switch fixes on again')
    .option('--reason <text>', 'why it is approved, rejected, stopped or paused')
    .option('--own-address <cidrs>', 'addresses that have to stay inside, such as your own', list)
    .option('--owned-by <tool>', 'go past the tool that owns it, such as CloudFormation, and say so')
    .option('--cuts-off <cidrs>', 'go past callers at these addresses, who are cut off, and say so', list)
    .option('--role-arn <arn>', 'the AWS role that changes it, with you as its source identity (default: you yourself)')
    .option('--external-id <id>', 'its external id')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document')
    .action(fix);
}

async function fix(finding: string | undefined, options: FixOptions): Promise<void> {
  const asked = ['plan', 'apply', 'undo', 'approve', 'reject', 'stop', 'list', 'pause', 'resume'] as const;
  const [act = 'plan', ...more] = asked.filter((it) => options[it] !== undefined);
  if (more.length > 0) throw new ShoalwatchError('usage', `--${act} and --${more.join(', --')} are asked at once`);
  if (act === 'list') return list_(finding, options);
  if (act === 'pause' || act === 'resume') return pause(act === 'pause', options);
  if (act === 'approve' || act === 'reject' || act === 'stop') return decide(act, options[act] ?? '', options);
  if (finding === undefined) {
    throw new ShoalwatchError('usage', 'which finding? shoalwatch fix f-...', {
      cure: 'shoalwatch report --format json lists them',
    });
  }
  if (act === 'plan') return plan(finding, options);
  const { applyFix, undoFix } = await import('../fix/carry-out.ts');
  return act === 'apply' ? applyFix(finding, options) : undoFix(finding, options);
}

async function plan(finding: string, options: FixOptions): Promise<void> {
  const by = await personOf(placeOf(options), options.as);
  const { planned, at, promotion } = await atDesk(options, async (desk) => {
    const wish = wishOf(finding, by, options);
    const looked = await planOf(desk, wish);
    const isKept = !('cannot' in looked) && isAbove(looked.level, 'observe');
    const planned = isKept ? (await propose(desk, wish)).remediation.plan : looked;
    const at = instantOf(desk);
    return { planned, at, promotion: 'cannot' in planned ? undefined : await promotionFor(desk.memory, planned, at) };
  });
  if ('cannot' in planned) {
    if (options.json) await terminal().data(document({ plan: null, cannot: planned.cannot }));
    end({ code: 0, why: `no plan: ${planned.cannot}` });
    return;
  }
  await tellPlan(planned, at, { ...options, promotion });
  const stop = planned.checks.find(({ result }) => result === 'stop');
  end({ code: 0, why: stop ? `${planned.id} cannot be applied: ${stop.says}` : `${planned.id} changes nothing yet` });
}

async function decide(act: 'approve' | 'reject' | 'stop', id: string, options: FixOptions): Promise<void> {
  const by = await personOf(placeOf(options), options.as);
  const word = { plan: id, by, ...(options.reason !== undefined && { why: options.reason }) };
  const acts = { approve, reject, stop: stopPlan };
  const { remediation } = await atDesk(options, (desk) => acts[act](desk, word));
  const out = terminal();
  if (options.json) await out.data(document({ remediation }));
  else
    await out.page(
      `${id}  ${wordsOf(remediation)}: ${forTerminalLine(remediation.plan.rule)} on ${forTerminalLine(remediation.plan.resource.name)}\n`,
    );
  const place = placeOf(options);
  if (act === 'approve' && typeof place !== 'string') {
    await (await import('../stack/fix.ts')).beginInStack(place, remediation.plan);
    end({ code: 0, why: `${id} is approved, and the stack ${place.stack} begins with it` });
    return;
  }
  const next =
    remediation.state === 'approved' ? `: shoalwatch fix ${remediation.plan.finding} --apply --plan-id ${id}` : '';
  end({ code: 0, why: `${id} is ${wordsOf(remediation)}${next}` });
}

async function list_(finding: string | undefined, options: FixOptions): Promise<void> {
  const { all, at } = await atDesk(options, async (desk) => {
    // In the audit log a caller's fixes stand under the caller's own name, as everything else that he does.
    await lookBack({ ...desk, actions: fixActions, hand: { actor: () => Promise.resolve(undefined) } });
    const every = await desk.memory.remediations.all();
    return {
      all: every.filter(({ plan: its }) => finding === undefined || its.finding === finding),
      at: instantOf(desk),
    };
  });
  const out = terminal();
  if (options.json) await out.data(document({ remediations: all }));
  else if (all.length > 0) await out.page(foldText(`${listLines(all, at).join('\n')}\n`, out.screen.width, 4));
  end({ code: 0, why: counted(all) });
}

function counted(all: readonly Remediation[]): string {
  const waiting = all.filter(({ state }) => state === 'proposed' || state === 'approved').length;
  return `${plural(all.length, 'plan')}, ${waiting} waiting`;
}

async function pause(paused: boolean, options: FixOptions): Promise<void> {
  const by = await personOf(placeOf(options), options.as);
  const why = options.reason === undefined ? {} : { why: options.reason };
  const now = await atDesk(options, ({ memory, ...desk }) =>
    memory.pause.set({ paused, by, at: instantOf(desk), ...why }),
  );
  if (options.json) await terminal().data(document({ pause: now }));
  end({ code: 0, why: `fixes are ${now.paused ? 'paused' : 'on'} since ${formatTime(now.at)}, by ${now.by}` });
}

/** Does something at the desk of a store or a stack. */
export async function atDesk<T>(options: FixOptions, work: (desk: FixDesk) => Promise<T>): Promise<T> {
  const settings = await loadSettings(options.config, rules);
  return actInStore(placeOf(options), (memory: Memory) => work(fixDesk(settings, memory, options.ownAddress)));
}
