import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { someOf } from '#lib/text';
import { defineRule, fail, fieldMissing, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'ec2-userdata-secrets',
  on: launchTemplateVersion,
  title: 'The user data of nodes holds no credentials',
  severity: 'high',
  grades: ['critical'],
  control: 'nodes-hardened',
  why: 'Every pod that reaches the metadata of its node can read user data, and so can whoever may describe templates.',
  fix: 'Let nodes fetch the secret with their role from a store, take it out of the template, and replace it: it is known.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html'],
  peers: [
    'prowler:ec2_instance_secrets_user_data',
    'prowler:ec2_launch_template_no_secrets',
    'trivy:AVD-AWS-0029',
    'trivy:AVD-AWS-0129',
  ],

  evaluate({ config: { Operator, userDataHolds: holds } }) {
    if (Operator?.Managed === true) return notApplicable(`${Operator.Principal ?? 'a service of AWS'} manages it`);
    if (holds === undefined) return fieldMissing('userDataHolds');
    if (holds.state === 'none') return notApplicable('it has no user data');
    if (holds.state === 'unreadable') return unknown('malformed', 'Its user data could not be unpacked.');
    const { secrets } = holds;
    if (secrets.length === 0) return passBecause('Its user data shows no credentials.');
    const seen = secrets.map(({ line }, i) => ({ at: `userDataHolds.secrets[${i}].line`, actual: line }));
    const message = `Its user data holds ${someOf(secrets.map(({ line, kind }) => `${kind} (line ${line})`))}.`;
    const critical = fail(message, seen, { grade: 'critical' });
    return secrets.some(({ kind }) => keys.includes(kind)) ? critical : fail(message, seen);
  },
});

const keys = [
  'a private key',
  'an AWS access key',
  'an AWS secret access key',
  'the key of an Azure storage account',
  'the key of an Azure namespace',
];
