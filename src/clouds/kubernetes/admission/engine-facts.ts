/** The API groups in which engines keep their policies. */
const engines: Readonly<Record<string, string>> = {
  'constraints.gatekeeper.sh': 'Gatekeeper',
  'templates.gatekeeper.sh': 'Gatekeeper',
  'kyverno.io': 'Kyverno',
  'policies.kyverno.io': 'Kyverno',
  'policies.kubewarden.io': 'Kubewarden',
};

/** The policy engines that are installed in a cluster, by the API groups that it serves. */
export const enginesIn = (groups: readonly { readonly name: string }[]): readonly string[] => [
  ...new Set(groups.flatMap(({ name }) => engines[name] ?? [])),
];
