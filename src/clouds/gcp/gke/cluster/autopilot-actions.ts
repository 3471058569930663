import { update } from './update-actions.ts';

/** Replaces the paths of the lists of privileged workloads that a cluster admits; an empty one has no documented meaning. */
export const updatePrivilegedAdmission = update<'desiredPrivilegedAdmissionConfig'>({
  name: 'gke.update-privileged-admission',
  writes: ['autopilot.privilegedAdmissionConfig'],
  become: ({ autopilot }, { desiredPrivilegedAdmissionConfig: privilegedAdmissionConfig }) => ({
    autopilot: { ...autopilot, privilegedAdmissionConfig },
  }),
  back: ({ autopilot }) => ({ desiredPrivilegedAdmissionConfig: autopilot?.privilegedAdmissionConfig ?? {} }),
});

/** Lets the workloads of Autopilot administer the network of their node, or no longer; what is not said stays. */
export const updateWorkloadPolicy = update<'desiredAutopilotWorkloadPolicyConfig'>({
  name: 'gke.update-workload-policy',
  writes: ['autopilot.workloadPolicyConfig'],
  become: ({ autopilot }, { desiredAutopilotWorkloadPolicyConfig: wish }) => ({
    autopilot: { ...autopilot, workloadPolicyConfig: { ...autopilot?.workloadPolicyConfig, ...wish } },
  }),
  back: ({ autopilot }) => ({
    desiredAutopilotWorkloadPolicyConfig: { allowNetAdmin: false, ...autopilot?.workloadPolicyConfig },
  }),
});

/**
 * Opens or closes the read-only port of the kubelets of nodes that GKE makes by itself. A cluster that said nothing had
 * the port as its first version had it: a change of it was one to the opposite.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port
 */
export const updateAutoKubelet = update<'desiredNodePoolAutoConfigKubeletConfig'>({
  name: 'gke.update-auto-kubelet',
  writes: ['nodePoolAutoConfig.nodeKubeletConfig'],
  become: ({ nodePoolAutoConfig: old }, { desiredNodePoolAutoConfigKubeletConfig: wish }) => ({
    nodePoolAutoConfig: { ...old, nodeKubeletConfig: { ...old?.nodeKubeletConfig, ...wish } },
  }),
  back: ({ nodePoolAutoConfig: old }, { desiredNodePoolAutoConfigKubeletConfig: wish }) => ({
    desiredNodePoolAutoConfigKubeletConfig: {
      insecureKubeletReadonlyPortEnabled: wish.insecureKubeletReadonlyPortEnabled !== true,
      ...old?.nodeKubeletConfig,
    },
  }),
});
