import type { ModalView } from '@slack/types';
import { editFixForm, fixAllForm } from '../fix-forms.ts';
import { acceptRiskForm, assignForm, changeWaiverForm, refusedForm, waitingForm, wrongForm } from '../forms.ts';

const what = 'The API endpoint is open to the whole internet: payments-prod';

/** Every form, filled with sample facts. */
export const forms: readonly (readonly [name: string, form: ModalView])[] = [
  [
    'Form: accept risk',
    acceptRiskForm(
      {
        what,
        scopes: [
          { value: 'resource', says: 'This resource alone', hides: 1 },
          { value: 'cluster', says: 'All of this cluster', hides: 3 },
          { value: 'target', says: 'All of this account', hides: 14 },
        ],
        ...{ suggested: '2026-12-05', latest: '2026-12-05', deciders: 'a risk owner for critical, not yourself' },
      },
      'x-1',
    ),
  ],
  ['Form: assign', assignForm(what, 'x-2')],
  ['Form: this is wrong', wrongForm(what, 'x-3')],
  ['Form: ask for changes', changeWaiverForm(what, 'x-6')],
  [
    'Form: propose fixes',
    fixAllForm(
      {
        what: 'Secrets are not encrypted with a key of your own',
        choices: ['payments-prod', 'payments-dev', 'shop-eu'].map((name, at) => ({
          finding: `f-8c21d${at}`,
          says: `MEDIUM ${name}: secrets are not under your key`,
        })),
        ...{ more: 0, waiting: 1 },
      },
      'x-7',
    ),
  ],
  [
    'Form: edit values',
    editFixForm(
      {
        what: 'The API is reachable from 203.0.113.0/24 alone',
        values: [{ name: 'allowedCidrs', kind: 'addresses', value: '203.0.113.0/24\n198.51.100.0/24' }],
      },
      'x-8',
    ),
  ],
  ['Form: being opened', waitingForm('accept-risk', 'x-4')],
  [
    'Form: refused',
    refusedForm('accept-risk', 'Nobody may accept what is critical: access.riskOwners names nobody for it.', 'x-5'),
  ],
];
