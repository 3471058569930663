import type { Command } from 'commander';
import type { Config } from '#app/config/schema';
import { ShoalwatchError } from '#model';
import { end, word } from './arguments.ts';

/** Reads a value of one form; another one is an error that says what it looks like. */
export const formed =
  (form: RegExp, option: string, looks: string) =>
  (text: string): string => {
    if (form.test(text)) return text;
    throw new ShoalwatchError('usage', `${option} is ${looks}, and not ${JSON.stringify(text)}`);
  };

/** The same for a comma-separated list. */
export const formedList =
  (form: RegExp, option: string, looks: string) =>
  (text: string): string[] =>
    text.split(',').map((one) => formed(form, option, looks)(one.trim()));

/** What has to be told. Throws a usage error that says where it comes from. */
export function needed<T>(value: T | undefined, option: string, cure: string): T {
  if (value !== undefined) return value;
  throw new ShoalwatchError('usage', `${option} is needed: ${cure}`);
}

const principalForm = /^arn:(aws[a-z-]*):iam::(\d{12}):(role|user)\/([\w+=,.@/-]{1,512})$/;

const principalBy = (option: string) =>
  formed(principalForm, option, 'the ARN of a role, such as arn:aws:iam::111122223333:role/shoalwatch');

export const principalOf = principalBy('--principal');

/** A comma-separated list of them, as the outputs of a stack have it. */
export const principalsOf = (text: string): string[] => text.split(',').map((one) => principalOf(one.trim()));

export const fixPrincipalOf = principalBy('--fix-principal');

export const busOf = formed(
  /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]{1,256}$/,
  '--event-bus',
  'the ARN of an event bus',
);

export const organizationOf = formed(
  /^o-[a-z0-9]{10,32}$/,
  '--organization',
  'the id of an organisation, such as o-a1b2c3d4e5',
);

/** The parts of an ARN that `principalOf` has let through. */
export function partsOf(arn: string): Readonly<Record<'partition' | 'account' | 'kind' | 'name', string>> {
  const [, partition = 'aws', account = '', kind = '', path = ''] = principalForm.exec(arn) ?? [];
  return { partition, account, kind, name: path.slice(path.lastIndexOf('/') + 1) };
}

/** What the config says of the AWS accounts that are read by a role. */
export function awsDefaults({ targets }: Config): {
  readonly role?: string;
  readonly remediator?: string;
  readonly externalId?: string;
  readonly regions?: readonly string[];
} {
  const entries = targets?.aws?.filter(({ role }) => role !== undefined) ?? [];
  const roles = new Set(entries.flatMap(({ role = '' }) => withoutAccount(role)));
  const remediators = new Set(entries.flatMap(({ remediator }) => (remediator ? withoutAccount(remediator) : [])));
  const ids = new Set(entries.flatMap(({ externalId }) => externalId ?? []));
  const regions = [...new Set(entries.flatMap((it) => it.regions ?? []))];
  const [[role], [remediator], [externalId]] = [[...roles], [...remediators], [...ids]];
  return {
    ...(roles.size === 1 && role !== undefined && { role }),
    ...(remediators.size === 1 && remediator !== undefined && { remediator }),
    ...(ids.size === 1 && externalId !== undefined && { externalId }),
    ...(regions.length > 0 && { regions }),
  };
}

/** The name of a role, with its path, of an ARN or of itself. */
const withoutAccount = (role: string): string => role.replace(/^arn:[^/]*role\//, '');

export const azureDefaults = ({ targets }: Config) => ({
  subscriptions: [...new Set(targets?.azure?.flatMap(({ subscriptions = [] }) => subscriptions) ?? [])],
  managementGroups: [...new Set(targets?.azure?.flatMap(({ managementGroup }) => managementGroup ?? []) ?? [])],
  clientId: targets?.azure?.find((it) => it.clientId !== undefined)?.clientId,
  remediator: targets?.azure?.find((it) => it.remediator !== undefined)?.remediator,
});

export const gcpDefaults = ({ targets }: Config) => ({
  projects: [...new Set(targets?.gcp?.flatMap(({ projects = [] }) => projects) ?? [])],
  organizations: [...new Set(targets?.gcp?.flatMap(({ organization }) => organization ?? []) ?? [])],
});

/** How the text is written. */
export type Format = 'cli' | 'terraform' | 'cfn';

/** What every place takes. */
export interface Common {
  readonly format: Format;
  readonly config?: string;
  readonly principal?: string;
}

export const withCommon = (command: Command, formats: readonly Format[]): Command =>
  command
    .option('--format <format>', formats.join(', '), word(formats, 'format', '--format'), 'cli')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, if it is there)');

/** A user has no tokens of the issuer, and a session of one is no session of a role; all are of one account. */
export function rolesOnly(text: string): readonly string[] {
  const arns = principalsOf(text);
  const accounts = new Set(arns.map((arn) => partsOf(arn).account));
  for (const arn of arns) {
    if (partsOf(arn).kind !== 'role')
      throw new ShoalwatchError('usage', `--principal has to be a role here, and ${arn} is a user`);
  }
  if (accounts.size < 2) return arns;
  throw new ShoalwatchError(
    'usage',
    `--principal names roles of ${[...accounts].join(' and ')}: they are of one account`,
  );
}

export const example = (args: string): string => `\nExample:\n  shoalwatch onboard ${args}`;

/** Ends the command with what is to be done next. */
export const done = (provider: string, what: string): void => {
  end({ code: 0, why: `${what}: review it, run it, then shoalwatch doctor --providers ${provider} verifies it` });
};
