import type { azureRole, gcpRole } from './roles.ts';
import { commandOf, documentIn, expanded } from './script.ts';

/** A command that succeeds where something is there already decides which of the others run; it is seldom the first time. */
export function whetherThere(probe: string, there: readonly string[], absent: readonly string[]): string {
  const quiet = `${probe} >/dev/null 2>&1`;
  const [only] = absent;
  if (there.length === 0 && only !== undefined && absent.length === 1) return `${quiet} || ${only}`;
  return [`if ${quiet}; then`, ...there.map(indented), 'else', ...absent.map(indented), 'fi'].join('\n');
}

/** A variable that keeps what a search printed, else what making it prints. */
export const foundOrMade = (variable: string, search: string, make: string): string =>
  `${variable}=$(${search})\n[ -n "$${variable}" ] || ${variable}=$(${make})`;

/** Makes a custom role of Azure, or brings the one of that name up to date. */
export function putAzureRole(variable: string, role: ReturnType<typeof azureRole>): readonly string[] {
  const [scope = ''] = role.AssignableScopes;
  const options = { 'role-definition': expanded(`$${variable}`) };
  const search = commandOf('az role definition list', { ...{ name: role.Name, scope }, query: '[].id', output: 'tsv' });
  return [
    documentIn(variable, role),
    whetherThere(
      `test -n "$(${search})"`,
      [commandOf('az role definition update', options)],
      [commandOf('az role definition create', options)],
    ),
  ];
}

/** The same for Google Cloud, in a project or an organisation. */
export function putGcpRole(
  id: string,
  where: Readonly<Record<string, string>>,
  { title, description, stage, includedPermissions }: ReturnType<typeof gcpRole>,
): string {
  const options = { ...where, ...{ title, description, stage }, permissions: includedPermissions.join() };
  return whetherThere(
    commandOf(`gcloud iam roles describe ${id}`, where),
    [commandOf(`gcloud iam roles update ${id}`, { ...options, quiet: true })],
    [commandOf(`gcloud iam roles create ${id}`, options)],
  );
}

/** A document in a variable is no line of the others: it is written before them. */
const indented = (line: string): string => `  ${line.replaceAll('\n', '\n  ')}`;
