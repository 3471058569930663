import { commandOf, expanded } from './script.ts';

/** The application that signs in to Azure. */
export interface AzureApplication {
  readonly name: string;
  /** Who runs the script vouches for this one, and no other is looked for. */
  readonly id?: string | undefined;
  /** The ARNs of the roles that sign in as it. */
  readonly principals: readonly string[];
}

/**
 * Steps after which `$app` is the id of the application. Names are not unique, and by default everybody in a tenant may make
 * one of this name: roles are given to one that was there only where its one owner runs the script and nobody else can sign
 * in as it, by a key or by another federation.
 * Source: https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-app-roles
 */
export function applicationSteps({ name, id, principals }: AzureApplication): readonly string[] {
  if (id !== undefined) return [`app=$(${commandOf('az ad app show', { id, query: 'appId', output: 'tsv' })})`];
  const own = { id: expanded('$app'), output: 'tsv' };
  const isStrange = principals.map((arn) => `subject!='${arn}'`).join(' && ');
  const search = { filter: `displayName eq '${name}'`, query: '[0].appId', output: 'tsv' };
  const asked: Readonly<Record<string, string>> = {
    me: `${commandOf('az ad signed-in-user show', { query: 'id', output: 'tsv' })} || true`,
    owners: commandOf('az ad app owner list', { ...own, query: '[].id' }),
    secrets: commandOf('az ad app credential list', { ...own, query: '[].keyId' }),
    certificates: commandOf('az ad app credential list', { cert: true, ...own, query: '[].keyId' }),
    others: commandOf('az ad app federated-credential list', { ...own, query: `[?${isStrange}].subject` }),
  };
  const taken = `the application $app is named ${name}, and it is not known to be yours alone: look who owns it and who can sign in as it, then give onboard azure --app $app`;
  return [
    `app=$(${commandOf('az ad app list', search)})`,
    'if [ -n "$app" ]; then',
    ...Object.entries(asked).map(([variable, command]) => `  ${variable}=$(${command})`),
    `  [ -n "$me" ] && [ "$owners$secrets$certificates$others" = "$me" ] || { echo "${taken}" >&2; exit 1; }`,
    'else',
    `  app=$(${commandOf('az ad app create', { 'display-name': name, query: 'appId', output: 'tsv' })})`,
    'fi',
  ];
}
