import { account, estateWith, region } from './estate.ts';

/** Add-ons that stand behind the default for the Kubernetes version of their cluster, in a version that EKS still offers. */
export const lateAddons = () =>
  estateWith({
    region: ({ addons }) => ({
      addons: addons.map((it) => ({
        ...it,
        ...(it.addonName === 'vpc-cni' && { addonVersion: 'v1.20.4-eksbuild.1' }),
      })),
    }),
  });

const periods = [1, 30, 180];

/** Control planes that write their logs to groups which keep them for a day, a month or half a year. */
export const shortLogs = () =>
  estateWith({
    region: ({ clusters }) => ({
      clusters: clusters.map((it) => ({
        ...it,
        logging: { clusterLogging: [{ types: ['audit' as const], enabled: true }] },
      })),
      logGroups: clusters.map(({ name = '' }, i) => {
        const logGroupName = `/aws/eks/${name}/cluster`;
        const logGroupArn = `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`;
        return {
          logGroupName,
          logGroupArn,
          arn: `${logGroupArn}:*`,
          retentionInDays: periods[i] ?? 90,
          storedBytes: 1,
        };
      }),
    }),
  });
