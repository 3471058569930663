/** How a service that signs tokens for many tenants writes down in `sub` what a token is for. */
interface SubjectForm {
  /** What stands before the owner, and what ends it. */
  readonly owner: RegExp;
  /** The same up to the end of the project. */
  readonly project: RegExp;
  /** The text of which every subject begins with a part or the whole. */
  readonly prefix: string;
  /** What may follow the project: a wildcard after less than that lets every one of its kind in. */
  readonly kinds: readonly string[];
}

/** An issuer whose tokens anybody can get for something of his own. */
export interface SharedIssuer {
  /** The tenant is a part of its URL. */
  readonly isOfTenant: boolean;
  readonly form: SubjectForm | undefined;
}

/**
 * GitHub writes the number of an owner and of a repository behind its name where subjects are immutable, as in
 * `repo:shop@1/orders@2:ref:refs/heads/main`; no name holds an `@`.
 * Sources: https://docs.github.com/en/actions/reference/security/oidc,
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/,
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/,
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
const forms: Readonly<Record<string, SubjectForm>> = {
  'token.actions.githubusercontent.com': {
    owner: /^repo:[^/*?]+[@/]/,
    project: /^repo:[^/*?]+\/[^:*?]+(?::|@\d*)/,
    prefix: 'repo:',
    kinds: ['ref:refs/heads/', 'ref:refs/tags/', 'environment:', 'pull_request'],
  },
  'gitlab.com': {
    owner: /^project_path:[^/*?]+\//,
    project: /^project_path:[^/*?]+\/[^:*?]+:/,
    prefix: 'project_path:',
    kinds: ['ref_type:branch:ref:', 'ref_type:tag:ref:'],
  },
  'app.terraform.io': {
    owner: /^organization:[^:*?]+:/,
    project: /^organization:[^:*?]+:project:[^:*?]+:(?:workspace|stack):[^:*?]+:/,
    prefix: 'organization:',
    kinds: [],
  },
};

const shared = /^(agent\.buildkite\.com|app\.pulumi\.com\/oidc|accounts\.google\.com)$/;
const ofTenant = /^(api\.bitbucket\.org\/.+|oidc\.circleci\.com\/org\/.+)$/;

/** What is known of an issuer that many tenants share; undefined for one that is not known to be shared. */
export function sharedIssuer(issuer: string, named: readonly string[]): SharedIssuer | undefined {
  const host = issuer.toLowerCase();
  const form = forms[host];
  if (form) return { isOfTenant: false, form };
  if (ofTenant.test(host)) return { isOfTenant: true, form: undefined };
  return shared.test(host) || named.includes(issuer) ? { isOfTenant: false, form: undefined } : undefined;
}

/** Whose tokens a value of `sub` lets through, widest first. */
export const subjectWidths = ['anybody', 'unsure', 'owner', 'project', 'exact', 'none'] as const;
export type SubjectWidth = (typeof subjectWidths)[number];

/** Whose tokens a value lets through where `*` and `?` are wildcards. */
export function widthOfSubject(value: string, { form, isOfTenant }: SharedIssuer): SubjectWidth {
  if (/\$\{(?![*?$]\})/.test(value)) return 'unsure';
  const at = value.search(/[*?]/);
  if (at === -1) return 'exact';
  const fixed = value.slice(0, at);
  if (!form) return /^[*?]+$/.test(value) ? (isOfTenant ? 'owner' : 'anybody') : 'unsure';
  const [project] = form.project.exec(fixed) ?? [];
  if (project !== undefined) {
    const rest = fixed.slice(project.length);
    return form.kinds.some((kind) => kind.startsWith(rest)) ? 'project' : 'exact';
  }
  if (form.owner.test(fixed)) return 'owner';
  return form.prefix.startsWith(fixed) || fixed.startsWith(form.prefix) ? 'anybody' : 'unsure';
}
