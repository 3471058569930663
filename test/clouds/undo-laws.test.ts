import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorizeIngress, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { merge, mergeBack } from '#clouds/kubernetes/workload/merge';
import { plain } from '../contract/normal.ts';
import { groupWith } from '../support/aws/ec2.ts';
import { thereAndBack } from './there-and-back.ts';

describe('rules of a security group', () => {
  const cidrs = ['0.0.0.0/0', '10.0.0.0/8', '192.0.2.0/24'] as const;
  const entryOf = fc.record({
    port: fc.constantFrom(22, 443),
    sources: fc.uniqueArray(fc.constantFrom(...cidrs), { minLength: 1 }),
  });
  const permissions = fc.uniqueArray(entryOf, { selector: ({ port }) => port });
  const written = (entries: readonly { readonly port: number; readonly sources: readonly string[] }[]) =>
    entries.map(({ port, sources }) => ({
      ...{ IpProtocol: 'tcp', FromPort: port, ToPort: port },
      IpRanges: sources.map((CidrIp) => ({ CidrIp, Description: `from ${CidrIp}` })),
    }));
  const textsIn = (config: unknown): readonly string[] =>
    (config as ReturnType<typeof groupWith>['config']).IpPermissions?.flatMap(({ FromPort, IpRanges = [] }) =>
      IpRanges.map(({ CidrIp, Description }) => `${FromPort} ${CidrIp} ${Description}`),
    ).sort() ?? [];

  test('come back, whatever is revoked or authorised, and nothing else comes', () => {
    fc.assert(
      fc.property(permissions, permissions, fc.boolean(), (standing, asked, isRevoked) => {
        const group = groupWith(written(standing));
        const type = isRevoked ? revokeIngress : authorizeIngress;
        const { back } = thereAndBack(type, group, type(group, { IpPermissions: written(asked) }));
        expect(textsIn(back ?? {})).toEqual(textsIn(group.config));
      }),
    );
  });
});

describe('a strategic merge patch', () => {
  const context = fc.record({ runAsUser: fc.nat(3), privileged: fc.boolean() }, { requiredKeys: [] });
  const mount = fc.record({ name: fc.constantFrom('a', 'b'), mountPath: fc.constantFrom('/a', '/b') });
  const container = fc.record(
    { securityContext: context, volumeMounts: fc.uniqueArray(mount, { selector: ({ mountPath }) => mountPath }) },
    { requiredKeys: [] },
  );
  const named = fc.uniqueArray(
    fc.tuple(fc.constantFrom('x', 'y', 'z'), container).map(([name, it]) => ({ ...it, name })),
    { selector: ({ name }) => name, minLength: 1 },
  );
  const spec = fc.record(
    { securityContext: context, hostPID: fc.boolean(), containers: named },
    { requiredKeys: ['containers'] },
  );
  const gone = fc.constant(null);
  const patch = fc.record(
    {
      securityContext: fc.oneof(context, fc.record({ runAsUser: gone })),
      hostPID: fc.oneof(fc.boolean(), fc.constant(null)),
      containers: fc.uniqueArray(
        fc
          .tuple(
            fc.constantFrom('x', 'y', 'z'),
            fc.record(
              {
                securityContext: fc.oneof(context, fc.constant(null)),
                volumeMounts: fc.oneof(
                  fc.constant(null),
                  fc.uniqueArray(
                    fc
                      .tuple(mount, fc.boolean())
                      .map(([it, isGone]) => (isGone ? { mountPath: it.mountPath, $patch: 'delete' } : it)),
                    { selector: ({ mountPath }) => mountPath, minLength: 1 },
                  ),
                ),
              },
              { requiredKeys: [] },
            ),
          )
          .map(([name, it]) => ({ ...it, name })),
        { selector: ({ name }) => name },
      ),
    },
    { requiredKeys: [] },
  );

  test('is taken back by the patch that is made of it', () => {
    fc.assert(
      fc.property(spec, patch, (stored, change) => {
        const back = merge(merge(stored, change), mergeBack(stored, change));
        expect(plain(back)).toEqual(plain(stored));
      }),
    );
  });
});
