import { daysOf, hasRole, mayRespond, riskOwnersOf, type May } from '#engine/access';
import { accountOf, clusterOf, isInside } from '#engine/waiver-scope';
import { longestDays } from '#engine/waiver-life';
import type { Finding, Severity, WaiverScope } from '#model';
import type { Filled } from '../../notify/slack/answers.ts';
import type { FormName } from '../../notify/slack/actions.ts';
import { headOf } from './risk-acts.ts';
import type { Scene } from './scene.ts';

/** Whether a person may send a form. */
export const maySend = ({ access, actor }: Scene, form: FormName): May =>
  form === 'accept-risk' ? hasRole(access, actor) : mayRespond(access, actor);

/** What a form says of what it is about. */
export async function filledForm(scene: Scene, form: FormName, about: string): Promise<Filled> {
  const may = maySend(scene, form);
  if (!may.may) return { form, refused: may.why };
  const head = await headOf(scene.desk, about, scene.policy);
  if (form !== 'accept-risk') return { form, what: head ? whatOf(head) : about };
  if (!head) return { form, refused: 'Nothing of it is open any more: there is nothing to accept.' };
  return { form, facts: await riskFacts(scene, head) };
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
