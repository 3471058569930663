import { oidcProvider } from '#clouds/aws/iam/oidc-provider/resource';
import { make } from '../build.ts';
import { entryWith, iamArn } from './access.ts';
import { encoded, roleArn, roleWith, webIdentity } from './iam.ts';

/** The issuer of GitHub's tokens, without `https://`. */
export const gitHub = 'token.actions.githubusercontent.com';
/** Lets the role sign in to a cluster. */
export const entry = entryWith(roleArn);
/** The ARN of an issuer's provider. */
export const providerOf = (host: string) => iamArn(`oidc-provider/${host}`);
/** A test of the audience. */
export const audience = (host: string) => ({ [`${host}:aud`]: 'sts.amazonaws.com' });
/** A statement by which tokens of a provider come in. */
export const from = (Federated: string, condition?: object) => webIdentity(condition, { Principal: { Federated } });
/** GitHub's provider, which takes these audiences. */
export const taking = (...ClientIDList: readonly string[]) =>
  make(oidcProvider, providerOf(gitHub), { Url: gitHub, ClientIDList });

/** A role that signs in to a cluster, and that tokens with these subjects may assume. */
export const like = (subjects: string | readonly string[], host = gitHub, more: object = {}) => ({
  on: roleWith([
    from(providerOf(host), { StringLike: { [`${host}:sub`]: subjects }, StringEquals: audience(host), ...more }),
  ]),
  beside: [entry],
});
/** A role that signs in to a cluster, and that GitHub's tokens may assume under a condition. */
export const under = (condition?: object) => ({ on: roleWith([from(providerOf(gitHub), condition)]), beside: [entry] });
/** A role that GitHub's tokens may assume, and that may do this. */
export const granting = (Action: string, more: object = {}) => ({
  on: roleWith([from(providerOf(gitHub), { StringEquals: audience(gitHub) })], {
    RolePolicyList: [
      { PolicyName: 'can', PolicyDocument: encoded({ Effect: 'Allow', Action, Resource: '*', ...more }) },
    ],
  }),
});
