import { objectAt } from '../../../json.ts';
import type { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** Whether the sensor of Defender for Containers is on; API versions before 2022-06 call it `azureDefender`. */
export const hasDefender = (config: Config): boolean =>
  config.securityProfile?.defender?.securityMonitoring?.enabled === true ||
  objectAt(config, 'securityProfile', 'azureDefender')['enabled'] === true;

/** Whether the cluster is in Azure operated by 21Vianet, where there is no Defender for Cloud. */
export const isInChina = ({ location }: Config): boolean => /^china/i.test(location);
