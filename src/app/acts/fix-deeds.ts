import { mayApprove, mayPause, mayReject, type May } from '#engine/people/access';
import { plural } from '#lib/text';
import { ShoalwatchError } from '#model';
import type { Act } from '#notify/views';
import { humanOf } from './actor.ts';
import { aboutOf, acting, anybody, idOf, looking, responder, valuesIn, type Deed } from './deed.ts';
import type { Fixes, PlanAct, PlanFacts } from './fixes.ts';
import { answerOf, plainly } from './looking.ts';
import type { Scene } from './scene.ts';

const noFixes = 'Fixes come with `remediation`, which is not enabled here: nothing was changed.';

const planning = (what: PlanAct, may: (scene: Scene, plan: PlanFacts) => May | Promise<May>): Deed =>
  acting(onPlan(may), async ({ desk, actor }, intent) =>
    plainly(await fixesOf(desk.fixes).act(what, idOf(intent), actor.id)),
  );

const onPlan =
  (may: (scene: Scene, plan: PlanFacts) => May | Promise<May>): Deed['may'] =>
  async (scene, id) => {
    const { fixes } = scene.desk;
    if (!fixes) return { may: false, why: noFixes };
    const plan = await fixes.about(id);
    return plan ? may(scene, plan) : { may: false, why: 'Nothing is known of this plan.' };
  };

function fixesOf(fixes: Fixes | undefined): Fixes {
  if (fixes) return fixes;
  throw new ShoalwatchError('usage', noFixes);
}

/** What is known of the proposer is asked of the workspace: nobody approves by a second name what is his. */
async function approving({ desk, access, actor, policy }: Scene, plan: PlanFacts): Promise<May> {
  const selfApprove = policy.remediation?.approvals?.selfApprove ?? false;
  const proposer = await humanOf(desk, plan.proposedBy);
  return mayApprove(access, actor, { ...plan, proposer, selfApprove });
}

const approver = (scene: Scene, plan: PlanFacts): May => mayReject(scene.access, scene.actor, plan);
const ownOrApprover = (scene: Scene, plan: PlanFacts): May =>
  plan.proposedBy === scene.actor.id ? anybody() : approver(scene, plan);

/** Whoever may propose, and whoever may approve this plan. */
const editor = (scene: Scene, plan: PlanFacts): May => {
  const own = responder(scene);
  return own.may || approver(scene, plan).may ? anybody() : own;
};

/** Whether somebody may plan with other values. */
export const mayEdit = onPlan(editor);

/** Whether somebody may propose fixes. */
export const mayPropose = (scene: Scene): May => (scene.desk.fixes ? responder(scene) : { may: false, why: noFixes });

const proposing = acting(mayPropose, async (scene, intent) => {
  const { standing } = await aboutOf(scene, intent);
  const [head] = standing;
  if (!head) throw new ShoalwatchError('usage', 'nothing of it is open any more: there is nothing to fix');
  return plainly(await fixesOf(scene.desk.fixes).propose(head.id, scene.actor.id));
});

/** A plan for each finding that was chosen; one that cannot be planned stops no other. */
const proposingAll = acting(
  mayPropose,
  async (scene, intent) => {
    const { standing } = await aboutOf(scene, intent);
    const chosen = new Set(Object.values(valuesIn(intent)).flatMap((text) => text.split('\n')));
    const wanted = standing.filter(({ id }) => chosen.has(id));
    if (wanted.length === 0) throw new ShoalwatchError('usage', 'nothing of what was chosen is open any more');
    const refused: string[] = [];
    for (const { id, resource } of wanted) {
      try {
        await fixesOf(scene.desk.fixes).propose(id, scene.actor.id);
      } catch (error) {
        // What the store could not do is done again, with the plans that were made by then.
        if (!(error instanceof ShoalwatchError) || error.code === 'store' || error.code === 'defect') throw error;
        refused.push(`• ${resource.name}: ${error.message}`);
      }
    }
    const made = wanted.length - refused.length;
    return answerOf(
      `${plural(made, 'plan')} ${made === 1 ? 'is' : 'are'} proposed, each with a message of its own.`,
      refused.length > 0 && plainly([`${refused.length} cannot be planned:`, ...refused].join('\n')),
    );
  },
  'form',
);

const editing = acting(
  mayEdit,
  async ({ desk, actor }, intent) => plainly(await fixesOf(desk.fixes).edit(idOf(intent), valuesIn(intent), actor.id)),
  'form',
);

/** What the controls of plans do. */
export const fixDeeds = {
  propose: proposing,
  'propose-all': proposingAll,
  'edit-fix': editing,
  approve: planning('approve', approving),
  reject: planning('reject', approver),
  stop: planning('stop', ({ access, actor }) => mayPause(access, actor)),
  undo: planning('undo', approver),
  retry: planning('retry', responder),
  cancel: planning('cancel', ownOrApprover),
  'dry-run': planning('dry-run', responder),
  'show-plan': looking(async ({ desk: { fixes } }, intent) =>
    fixes ? plainly(await fixes.show(idOf(intent))) : noFixes,
  ),
} as const satisfies Partial<Record<Act, Deed>>;
