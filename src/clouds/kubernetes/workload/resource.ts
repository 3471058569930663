import { cronJob } from '../cron-job/resource.ts';
import { daemonSet } from '../daemon-set/resource.ts';
import { deployment } from '../deployment/resource.ts';
import { job } from '../job/resource.ts';
import { pod } from '../pod/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { replicationController } from '../replication-controller/resource.ts';
import { statefulSet } from '../stateful-set/resource.ts';

/** The family of workloads: whatever holds a pod's specification. */
export const workloads = [
  pod,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  job,
  cronJob,
  replicationController,
] as const;
