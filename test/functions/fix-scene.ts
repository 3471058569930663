import { approve } from '#app/remediate/approve';
import { planOf, propose } from '#app/remediate/propose';
import type { Plan, Remediation } from '#model';
import type { Data } from '../infra/interpreter.ts';
import type { FixStand } from './fix-stand.ts';

/** A plan that was proposed, and what the machine is asked to do about it. */
export interface Asked {
  readonly plan: Plan;
  readonly order: Data;
}

/** What people do about the findings of a stand, and what came of it. */
export function sceneOn(stand: FixStand) {
  const { desk, memory, cloud } = stand;

  /** The first finding in a target of this kind that a plan without a stop can be made for. */
  const proposed = async (target = `${cloud.name}:`): Promise<Asked> => {
    const whyNot: string[] = [];
    const all = (await memory.findings()).filter((it) => it.status === 'open' && it.resource.target.startsWith(target));
    for (const { id: finding } of all) {
      const wish = { finding, by: 'ana@example.com', byPerson: true };
      const draft = await planOf(desk, wish);
      const stop = 'cannot' in draft ? draft.cannot : draft.checks.find(({ result }) => result === 'stop')?.says;
      if (stop !== undefined) {
        whyNot.push(stop);
        continue;
      }
      const { plan } = (await propose(desk, wish)).remediation;
      return { plan, order: { do: 'apply', plan: plan.id, cloud: cloud.name } };
    }
    throw new Error(`nothing in ${target} can be fixed: ${whyNot.join('; ')}`);
  };

  return {
    proposed,
    async approved(target?: string): Promise<Asked> {
      const it = await proposed(target);
      await approve(desk, { plan: it.plan.id, by: 'bob@example.com' });
      return it;
    },
    async remediation({ plan }: Pick<Asked, 'plan'>): Promise<Remediation> {
      const stored = await memory.remediations.get(plan.id);
      if (!stored) throw new Error(`nothing is known of ${plan.id}`);
      return stored.remediation;
    },
    acts: async ({ plan }: Pick<Asked, 'plan'>): Promise<readonly string[]> =>
      (await memory.remediations.history(plan.id)).map(({ act }) => act),
    status: async ({ plan }: Pick<Asked, 'plan'>): Promise<string | undefined> =>
      (await memory.findingsOf([plan.finding]))[0]?.status,
  };
}

/** At each of its steps the function dies once, before it is kept or after; answers how many steps there were. */
export async function atEachDeath<S extends FixStand>(
  opened: () => Promise<S>,
  check: (stand: S, asked: Asked, at: number) => Promise<void>,
  target?: string,
): Promise<number> {
  let steps = 0;
  for (let at = 0; at <= steps; at += 1) {
    const stand = await opened();
    try {
      const asked = await sceneOn(stand).approved(target);
      Object.assign(stand.death, { at, arrived: at % 2 === 0 });
      await stand.run(asked.order);
      if (at === 0) steps = stand.death.writes;
      await check(stand, asked, at);
    } finally {
      await stand.close();
    }
  }
  return steps;
}
