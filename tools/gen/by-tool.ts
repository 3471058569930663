import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyRule } from '#engine/any-rule';
import type { ActionType } from '#model';

type Act = Pick<ActionType, 'name' | 'on' | 'permissions' | 'writes'>;

/**
 * What a person types to make the change of a rule's plan by another tool: for each action the command that sends the same
 * call, with what it is about in capitals. Everything is read from what is at hand (the permissions and paths of the action, the
 * types of the provider's SDK); where they do not tell a tool's words, that tool is left out.
 */
export function byTool(root: string, { remediation }: AnyRule): readonly string[] {
  const lines = (remediation?.actions ?? []).flatMap((act) => [
    ...(awsCommand(root, act) ?? kubectlCommand(act) ?? azureCommand(act) ?? []),
    ...cdkProperties(root, act),
  ]);
  return [...new Set(lines)];
}

/** What does one thing alone, and takes no value for it. */
const whole = /^(?:Start|Enable|Detach|Delete|Disassociate)/;

/** Members that hold what is written, where the answer calls it otherwise. */
const writing = /(?:Document|Text|Permissions)$/;

const reading = /^(?:Describe|Get|List)|^PassRole$|^CreateGrant$/;

/** `aws <service> <operation>`: an option for each member of the request that has to be there, and for those that are written. */
function awsCommand(root: string, { on, permissions, writes }: Act): readonly string[] | undefined {
  const calls = permissions.flatMap((it) => {
    const [service = '', operation = ''] = it.split(':');
    return /^[a-z\d]+:[A-Z][A-Za-z\d]+$/.test(it) && !reading.test(operation) ? [{ service, operation }] : [];
  });
  if (calls.length === 0) return undefined;
  return calls.flatMap(({ service, operation }) => {
    const members = membersOf(root, service, operation);
    // Where capitals follow one another, what the command line calls it does not follow from the name.
    if (!members || /[A-Z]{2}/.test(operation)) return [];
    const written = new Set(writes.map((it) => it.split('.')[0]?.toLowerCase()));
    const about = `${on.name.split(/[.-]/).at(-1) ?? ''}id`;
    const isWritten = (name: string): boolean => written.has(name.toLowerCase());
    const asked = members.filter(({ name, isNeeded }) => isNeeded || isWritten(name) || name.toLowerCase() === about);
    const isWhole = whole.test(operation) || asked.some(({ name }) => isWritten(name) || writing.test(name));
    // A flag takes no value, and which of two is meant is not known here; some options have other names than their members.
    const isAside = ({ name, isFlag }: Member): boolean => isFlag || /[A-Z]{2}|^version$/.test(name);
    if (!isWhole || asked.some(isAside)) return [];
    const options = asked.map(({ name }) => ` --${dashed(name)} ${dashed(name).toUpperCase().replaceAll('-', '_')}`);
    return [`aws ${service} ${dashed(operation)}${options.join('')}`];
  });
}

const dashed = (name: string): string => name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();

interface Member {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly isFlag: boolean;
}

/** The members of the request of an operation, as the SDK declares them; undefined where it knows no such operation. */
function membersOf(root: string, service: string, operation: string): readonly Member[] | undefined {
  const folder = `node_modules/@aws-sdk/client-${clients[service] ?? service}/dist-types`;
  const [command] = globSync(`${folder}/commands/${operation}Command.d.ts`, { cwd: root });
  if (command === undefined) return undefined;
  const [, input = ''] = /CommandInput extends (\w+)/.exec(readFileSync(join(root, command), 'utf8')) ?? [];
  for (const file of globSync(`${folder}/models/models_*.d.ts`, { cwd: root }).sort()) {
    const [, body] =
      new RegExp(`^export interface ${input} \\{\\n(.*?)^\\}`, 'ms').exec(readFileSync(join(root, file), 'utf8')) ?? [];
    if (body === undefined) continue;
    return [...body.matchAll(/^ {4}(\w+)(\??): (boolean)?/gm)].map(([, name = '', mark, flag]) => ({
      ...{ name, isNeeded: mark === '', isFlag: flag !== undefined },
    }));
  }
  return undefined;
}

/** Services whose client is called otherwise than their permissions. */
const clients: Readonly<Record<string, string>> = { logs: 'cloudwatch-logs' };

/** `kubectl patch` and `kubectl delete`, of the resource that the permission names. */
function kubectlCommand({ on, permissions }: Act): readonly string[] | undefined {
  if (on.scope !== 'cluster') return undefined;
  const [verb = '', resource = ''] = permissions[0]?.split(' ') ?? [];
  const isWide = /^(?:namespaces|cluster|validatingwebhook)/.test(resource);
  const place = isWide ? '' : ' --namespace NAMESPACE';
  if (verb === 'delete') return [`kubectl delete ${resource} NAME${place}`];
  if (verb === 'create') return [`kubectl create${place} --filename FILE`];
  return verb === 'patch' ? [`kubectl patch ${resource} NAME${place} --patch-file FILE`] : undefined;
}

/** `az resource update` reads an object, sets what is named and writes it back: for fields that are no lists. */
function azureCommand({ on, writes, permissions }: Act): readonly string[] | undefined {
  if (on.scope !== 'azure-subscription' || writes.length > 1 || !objects.has(on.name)) return undefined;
  if (!permissions.some((it) => it.endsWith('/write'))) return undefined;
  return [`az resource update --ids ID${writes.map((it) => ` --set properties.${it}=VALUE`).join('')}`];
}

/** Types that are one object of ARM each, with all that is written under `properties`. */
const objects: ReadonlySet<string> = new Set(['acr.token']);

/** The properties of CloudFormation that say the same, where the type has one class in the CDK and it calls them alike. */
function cdkProperties(root: string, { on, writes }: Act): readonly string[] {
  const [service = '', kind = ''] = on.name.split('.');
  const name = `Cfn${kind.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
  const file = join(root, `node_modules/aws-cdk-lib/aws-${service}/lib/${service}.generated.d.ts`);
  if (!existsSync(file)) return [];
  const [, body = ''] =
    new RegExp(`^export interface ${name}Props \\{\\n(.*?)^\\}`, 'ms').exec(readFileSync(file, 'utf8')) ?? [];
  const known = [...body.matchAll(/^ {4}readonly (\w+)\??:/gm)].map(([, own = '']) => own);
  const own = known.filter((it) => writes.some((path) => path.split('.')[0]?.toLowerCase() === it.toLowerCase()));
  return own.map((it) => `CDK: ${it} of aws_${service}.${name}`);
}
