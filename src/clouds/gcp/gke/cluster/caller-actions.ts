import { update } from './update-actions.ts';

/** Sets which paths requests without an identity may ask for. */
export const updateAnonymousAuthentication = update<'desiredAnonymousAuthenticationConfig'>({
  name: 'gke.update-anonymous-authentication',
  writes: ['anonymousAuthenticationConfig'],
  become: (_, { desiredAnonymousAuthenticationConfig }) => ({
    anonymousAuthenticationConfig: desiredAnonymousAuthenticationConfig,
  }),
  back: ({ anonymousAuthenticationConfig: old }) => ({
    desiredAnonymousAuthenticationConfig: { mode: 'ENABLED', ...old },
  }),
});

/** Lets roles be bound to those that have no identity, or to all that have one, or refuses it. */
export const updateBindingRules = update<'desiredRbacBindingConfig'>({
  name: 'gke.update-binding-rules',
  writes: ['rbacBindingConfig'],
  become: ({ rbacBindingConfig: old }, { desiredRbacBindingConfig: wish }) => ({
    rbacBindingConfig: { ...old, ...wish },
  }),
  back: ({ rbacBindingConfig: old }) => ({
    desiredRbacBindingConfig: {
      enableInsecureBindingSystemUnauthenticated: true,
      enableInsecureBindingSystemAuthenticated: true,
      ...old,
    },
  }),
});
