import type { FixDesk } from '#app/remediate/desk';
import { mayApprove, type Actor } from '#engine/people/access';
import { withUndo } from '#engine/plan/undo';
import type { Memory } from '#model';
import { rules } from '#rules/catalog.gen';
import { reachFacts } from '../reach-facts.ts';
import type { Settings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { clock } from '../wire.ts';

/** Every action that a plan or its way back can hold. */
export const fixActions = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));

/** The desk of a command: who acts is a name, an e-mail or an IAM principal. */
export const fixDesk = (settings: Settings, memory: Memory, own: readonly string[] = []): FixDesk => ({
  ...{ memory, clock, live: liveOf(settings, memory), reach: reachFacts },
  enabled: settings.config.remediation?.enabled === true,
  ...(own.length > 0 && { own }),
  whyNot: (who, { impact, resource, proposedBy }, { policy }) => {
    const selfApprove = policy.remediation?.approvals?.selfApprove === true;
    const decided = { impact, target: resource.target, proposedBy, selfApprove };
    const may = mayApprove(policy.access ?? {}, actorOf(who), decided);
    return Promise.resolve(may.may ? undefined : `${may.why}${policy.access ? '' : noAccess(who)}`);
  },
});

/** On the command line a person has one name: the lists may hold it as an e-mail or as a principal. An ARN is no address. */
export const actorOf = (who: string): Actor => ({
  ...{ id: who, principal: who },
  ...(!who.startsWith('arn:') && { email: who }),
});

const noAccess = (who: string): string =>
  ` shoalwatch.yaml has no access section; write access: {approvers: [{emails: [${who.includes('@') ? who : 'you@example.com'}], impacts: [none, brief, disruptive]}]}` +
  (who.includes('@') ? '' : ', and act with --as you@example.com');
