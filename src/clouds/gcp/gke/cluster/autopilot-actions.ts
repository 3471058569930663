import { formerKubelet, toldKubelet } from './kubelet-wish.ts';
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

/** Changes what the kubelets of nodes that GKE makes by itself are told; a plan says the whole of it. */
export const updateAutoKubelet = update<'desiredNodePoolAutoConfigKubeletConfig'>({
  name: 'gke.update-auto-kubelet',
  writes: ['nodePoolAutoConfig.nodeKubeletConfig'],
  become: ({ nodePoolAutoConfig: old }, { desiredNodePoolAutoConfigKubeletConfig: wish }) => ({
    nodePoolAutoConfig: { ...old, nodeKubeletConfig: toldKubelet(old?.nodeKubeletConfig, wish) },
  }),
  back: ({ nodePoolAutoConfig: old }, { desiredNodePoolAutoConfigKubeletConfig: wish }) => ({
    desiredNodePoolAutoConfigKubeletConfig: formerKubelet(old?.nodeKubeletConfig, wish),
  }),
});
