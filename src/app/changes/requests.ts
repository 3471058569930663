import type { ActionType, ChangeRecord, TypedAction } from '#model';

/** What the request of a change asks for, as far as it was kept beside the change and is known by its name. */
export const announcedIn = (
  { requests = [] }: Pick<ChangeRecord, 'requests'>,
  actions: readonly ActionType[],
): readonly TypedAction[] =>
  requests.flatMap((action) => {
    const type = actions.find(({ name }) => name === action.action);
    return type ? [{ type, action }] : [];
  });
