/** The API group in which Gatekeeper serves a kind of constraint for each template, and the version that people write. */
export const constraintGroup = { name: 'constraints.gatekeeper.sh', version: 'v1beta1' } as const;
