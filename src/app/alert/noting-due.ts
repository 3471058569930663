import type { DueCard, Memory } from '#model';

/** A memory that says what became due in it, before any index knows. */
export interface NotingDue {
  readonly memory: Memory;
  /** What was made due since, and not laid aside again. */
  due(): readonly DueCard[];
}

/** Takes note of each group and bulletin that is made due through this memory. */
export function notingDue(memory: Memory): NotingDue {
  const noted = new Map<string, DueCard>();
  const note = (is: DueCard['is'], id: string, due: string | undefined): void => {
    if (due === undefined) noted.delete(`${is} ${id}`);
    else noted.set(`${is} ${id}`, { is, id, due });
  };
  const { groups, alerts } = memory;
  return {
    memory: {
      ...memory,
      groups: {
        ...groups,
        async keep(group, version, how) {
          const isKept = await groups.keep(group, version, how);
          if (isKept) note('group', group.id, how?.due);
          return isKept;
        },
      },
      alerts: {
        ...alerts,
        async keepBulletin(bulletin, version, due) {
          const isKept = await alerts.keepBulletin(bulletin, version, due);
          if (isKept) note('bulletin', bulletin.id, due);
          return isKept;
        },
      },
    },
    due: () => [...noted.values()],
  };
}
