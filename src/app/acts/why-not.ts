import { mayApprove, type Actor } from '#engine/people/access';
import { named } from '#engine/people/same-human';
import type { Plan, Policy } from '#model';
import { actorOf, humanOf, userIn } from './actor.ts';
import type { Directory } from './desk.ts';

/**
 * Says why somebody may not decide about a plan, by the name that the ledger has for him: people of Slack are looked up
 * anew, IAM principals are their ARNs, others their e-mail addresses; whoever has another name has no role.
 */
export const whyNotBy =
  (directory: Directory) =>
  async (who: string, plan: Plan, { policy }: { readonly policy: Policy }): Promise<string | undefined> => {
    const access = policy.access ?? {};
    const person = userIn(who);
    const actor: Actor | { readonly refused: string } = person
      ? await actorOf({ directory }, access, person)
      : named(who);
    if ('refused' in actor) return actor.refused;
    const { impact, resource, proposedBy } = plan;
    const selfApprove = policy.remediation?.approvals?.selfApprove ?? false;
    const proposer = await humanOf({ directory }, proposedBy);
    const may = mayApprove(access, actor, { impact, target: resource.target, proposedBy, proposer, selfApprove });
    return may.may ? undefined : may.why;
  };
