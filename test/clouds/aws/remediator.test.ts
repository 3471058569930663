import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { asRemediator, sourceIdentityOf } from '#clouds/aws/remediator';
import { listening, readBody } from '../../sim/listening.ts';

test.each([
  ['ana@example.com', 'ana@example.com'],
  ['slack:T0SHOAL/U0ANA', 'slack-T0SHOAL-U0ANA'],
  ['arn:aws:sts::111122223333:assumed-role/ops/ana', 'arn-aws-sts--111122223333-assumed-role-ops-ana'],
  ['x', 'x-'],
  ['', '--'],
  ['Zoë <z@example.com>', 'Zo---z@example.com-'],
  ['a'.repeat(64), 'a'.repeat(64)],
])('the person %s is the source identity %s', (person, identity) => {
  expect(sourceIdentityOf(person)).toBe(identity);
  expect(sourceIdentityOf(person)).toMatch(/^[\w+=,.@-]{2,64}$/);
});

test('nobody whose name is too long is somebody else by choosing its end', () => {
  const end = `arn-aws-sts--111122223333-assumed-role-admins-boss-example-com-x`;
  const [ann, eve] = ['ops', 'dev'].map((role) =>
    sourceIdentityOf(`arn:aws:sts::111122223333:assumed-role/${role}/${end}`),
  );
  expect(ann).toMatch(/^[a-z0-9]{10}=[\w+=,.@-]{53}$/);
  expect(ann).not.toBe(eve);
  expect([ann, eve]).not.toContain(sourceIdentityOf(end));
});

test('a session of the role carries the person, and its credentials are used from then on', async () => {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      asked.push(new URLSearchParams(body));
      response.setHeader('content-type', 'text/xml');
      response.end(
        '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIANEW</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
      );
    });
  });
  const { url, close } = await listening(server);
  const own = { region: 'eu-west-1', endpoint: url, credentials: { accessKeyId: 'AKIAOWN', secretAccessKey: 's' } };
  const role = 'arn:aws:iam::111122223333:role/shoalwatch-fix';
  const config = await asRemediator(own, { role, externalId: 'x-1', person: 'ana@example.com' });
  await close();
  expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
    ...{ Action: 'AssumeRole', RoleArn: role, ExternalId: 'x-1', SourceIdentity: 'ana@example.com' },
  });
  expect(config).toMatchObject({ region: 'eu-west-1', credentials: { accessKeyId: 'ASIANEW', sessionToken: 't' } });
});
