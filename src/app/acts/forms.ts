import { daysOf, riskOwnersOf } from '#engine/people/access';
import { accountOf, clusterOf, isInside } from '#engine/waivers/waiver-scope';
import { longestDays } from '#engine/waivers/waiver-life';
import { ShoalwatchError } from '#model';
import type { Finding, Severity, WaiverScope } from '#model';
import type { Filled } from '#notify/slack/answers';
import type { FormName } from '#notify/slack/actions';
import type { Act } from '#notify/views';
import { deeds } from './deeds.ts';
import { headOf } from './risk-acts.ts';
import type { Scene } from './scene.ts';
import { subjectOf } from './subject.ts';

/** What was pressed, and what the form is to be filled for. */
export interface Opening {
  readonly form: FormName;
  readonly act: Exclude<Act, 'console' | 'report'>;
  readonly about: string;
}

/** What a form says of what it is about. */
export async function filledForm(scene: Scene, { form, act, about }: Opening): Promise<Filled> {
  const may = await deeds[act].may(scene, about);
  if (!may.may) return { form, refused: may.why };
  if (form === 'fix-all') return severalFixes(scene, about);
  if (form === 'edit-fix') return editedFix(scene, about);
  const head = await headOf(scene.desk, about, scene.policy);
  if (form !== 'accept-risk') return { form, what: head ? whatOf(head) : about };
  if (!head) return { form, refused: 'Nothing of it is open any more: there is nothing to accept.' };
  return { form, facts: await riskFacts(scene, head) };
}

/** How many findings a form names: what Slack takes of lists of boxes in one form. */
const mostChoices = 100;

/** Those of a group that have no plan that waits, the gravest first: the next hundred come once these have one. */
async function severalFixes({ desk, policy }: Scene, about: string): Promise<Filled> {
  const form = 'fix-all';
  const standing = (await subjectOf(desk, about, policy))?.standing.filter(({ status }) => status === 'open') ?? [];
  const planned = (await desk.memory.remediations.all()).filter(({ state }) => !isEnded(state));
  const busy = new Set(planned.map(({ plan }) => plan.finding));
  const free = standing.filter(({ id }) => !busy.has(id));
  const [head] = free;
  if (!head) {
    const why =
      standing.length === 0 ? 'Nothing of it is open any more.' : 'Each of them has a plan that waits already.';
    return { form, refused: why };
  }
  const choices = free.slice(0, mostChoices).map(({ id, severity, resource, message }) => ({
    ...{ finding: id, says: `${severity.toUpperCase()} ${resource.name}: ${message}` },
  }));
  const more = free.length - choices.length;
  return { form, several: { what: whatOf(head), choices, more, waiting: standing.length - free.length } };
}

const isEnded = (state: string): boolean =>
  ['done', 'failed', 'refused', 'rolled-back', 'undone', 'rejected', 'expired', 'stopped'].includes(state);

async function editedFix({ desk }: Scene, plan: string): Promise<Filled> {
  const form = 'edit-fix';
  const values = await desk.fixes?.values(plan).catch((error: unknown) => {
    if (error instanceof ShoalwatchError && error.code !== 'store') return error.message;
    throw error;
  });
  if (typeof values === 'string') return { form, refused: values };
  if (!values || values.length === 0) return { form, refused: 'This plan has no value that a person can change.' };
  return { form, edit: { what: (await desk.fixes?.show(plan))?.split('\n')[0] ?? plan, values } };
}

const whatOf = ({ message, resource }: Finding): string => `${message}: ${resource.name}`;

async function riskFacts({ desk, access, actor }: Scene, head: Finding) {
  const findings = (await desk.memory.findings()).filter((it) => it.rule === head.rule && it.status === 'open');
  const hides = (scope: WaiverScope): number => findings.filter((it) => isInside(scope, it)).length;
  const [cluster, account] = [clusterOf(head.resource), accountOf(head.resource.target)];
  const { resource, id } = head;
  const scopes = [
    {
      value: 'finding',
      says: `This finding alone: ${resource.name}`,
      hides: hides({ resource: resource.id, finding: id }),
    },
    ...(cluster === undefined ? [] : [{ value: 'cluster', says: 'All of this cluster', hides: hides({ cluster }) }]),
    { value: 'target', says: `All of ${resource.target}`, hides: hides({ target: resource.target }) },
    ...(account === undefined
      ? []
      : [{ value: 'account', says: `All of ${account}`, hides: hides({ target: account }) }]),
  ];
  const owners = riskOwnersOf(access, head.severity);
  const days = Math.min(longestDays[head.severity], mostDaysOfAny(access, head.severity) ?? longestDays[head.severity]);
  const dayIn = (ms: number): string => new Date(desk.clock.now() + ms).toISOString().slice(0, 10);
  const own = daysOf(access, actor)[head.severity];
  const deciders =
    owners === undefined
      ? 'nobody yet (access.riskOwners names nobody for it)'
      : `${owners}${own === undefined ? '' : ', not yourself'}`;
  return {
    what: whatOf(head),
    scopes,
    suggested: dayIn(Math.max(1, Math.floor(days / 2)) * 86_400_000),
    latest: dayIn(days * 86_400_000),
    deciders,
  };
}

/** The longest that any risk owner may accept: who asks for longer asks in vain. */
const mostDaysOfAny = ({ riskOwners = [] }: Scene['access'], severity: Severity): number | undefined => {
  const days = riskOwners.flatMap(({ maxDays }) => maxDays?.[severity] ?? []);
  return days.length === 0 ? undefined : Math.max(...days);
};
