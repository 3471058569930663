/** What an app may do beyond posting where it was invited, each for its scopes. */
export const features = {
  users: {
    scopes: ['users:read', 'users:read.email'],
    says: 'cloud identities are shown as people, and roles may name e-mail addresses',
  },
  groups: { scopes: ['usergroups:read'], says: 'roles may name user groups' },
  files: { scopes: ['files:write'], says: 'reports are uploaded to the channel' },
  dm: { scopes: ['im:write'], says: 'whoever is assigned a finding is told directly' },
  public: { scopes: ['chat:write.public'], says: 'it posts to public channels without being invited' },
} as const;

export type Feature = keyof typeof features;

/** What every app needs: to post, and to be asked. None of them reads messages. */
const always = ['chat:write', 'commands'];

/** The manifest of the Slack app of an installation: `url` is the stack's `SlackRequestUrl`. */
export function manifestOf(url: string, chosen: readonly Feature[]) {
  const base = url.replace(/\/+$/, '');
  const scopes = [...always, ...chosen.flatMap((feature) => features[feature].scopes)];
  return {
    display_information: {
      name: 'Shoalwatch',
      description: 'Audit alerts of managed Kubernetes, and approvals',
      background_color: '#1f2937',
    },
    features: {
      bot_user: { display_name: 'shoalwatch', always_online: false },
      app_home: { home_tab_enabled: false, messages_tab_enabled: false },
      slash_commands: [
        {
          command: '/shoalwatch',
          url: `${base}/slack/commands`,
          description: 'What is open, and what can be done about it',
          usage_hint: 'status | open critical | explain eks-endpoint-public-cidr-open',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...new Set(scopes)].sort() } },
    settings: {
      interactivity: { is_enabled: true, request_url: `${base}/slack/interactions` },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

export type Manifest = ReturnType<typeof manifestOf>;

/** The page of Slack that makes an app of a manifest. */
export const createAppLink = (yaml: string): string =>
  `https://api.slack.com/apps?new_app=1&manifest_yaml=${encodeURIComponent(yaml)}`;
