import { nodeLogin } from '#clouds/gcp/compute/project/login-facts';
import { computeProject } from '#clouds/gcp/compute/project/resource';
import { plural } from '#lib/text';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gcp-project-ssh-keys-os-login',
  on: computeProject,
  uses: [nodeLogin],
  title: 'Nobody logs in to the nodes of a project by SSH keys in its metadata, or by their serial console',
  severity: 'medium',
  grades: ['low'],
  control: 'node-login-closed',
  why: 'A key in the metadata opens every machine for as long as it stands there, whoever holds it and wherever they work now.',
  fix: 'Set enable-oslogin=TRUE in the metadata of the project, take the keys out, and turn the serial console off.',
  references: [
    'https://cloud.google.com/compute/docs/oslogin/set-up-oslogin',
    'https://cloud.google.com/compute/docs/connect/restrict-ssh-keys',
  ],
  peers: ['prowler:compute_project_os_login_enabled', 'trivy:AVD-GCP-0030', 'trivy:AVD-GCP-0032', 'trivy:AVD-GCP-0042'],

  evaluate(it, { fact }) {
    const login = fact(nodeLogin, it);
    if (isUnread(login)) return login;
    const { pools, keys, keysAt, takingKeys, withConsole, consoleAt } = login;
    if (pools === 0) return notApplicable('no node pool of a Standard cluster is in the project');
    const opened = `Nodes of ${takingKeys.join(', ')} take the ${plural(keys, 'SSH key')} in the metadata of the project.`;
    const byKeys = keys > 0 && takingKeys.length > 0 ? [fail(opened, keysAt)] : [];
    const serial = `Nodes of ${withConsole.join(', ')} have an interactive serial console.`;
    const byConsole =
      withConsole.length > 0 ? [fail<'low'>(serial, consoleAt, { key: 'serial-port', grade: 'low' })] : [];
    const all = [...byKeys, ...byConsole];
    return all.length > 0 ? all : pass();
  },
});
