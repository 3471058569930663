const nothing = (): never => {
  throw new Error('a rule that looks at nothing else asks for no neighbour');
};

/** The context of a rule that looks at its own resource alone. */
export const noNeighbours = {
  ...{ params: {}, at: '2026-11-01T00:00:00Z' },
  ...{ find: nothing, list: nothing, listAll: nothing, fact: nothing },
};
