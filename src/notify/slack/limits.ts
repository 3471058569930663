/**
 * What Slack takes, in characters and numbers, as the comments of @slack/types and its reference say; `payloadBytes` is
 * our own: messages of about 13,200 characters of blocks are refused (`msg_blocks_too_long`), which nobody documents.
 */
export const limits = {
  payloadBytes: 12_000,
  blocks: 50,
  viewBlocks: 100,
  text: 4000,
  sectionText: 3000,
  fields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  contextText: 2000,
  actions: 25,
  buttonText: 75,
  value: 2000,
  url: 3000,
  id: 255,
  overflow: 5,
  options: 100,
  radioOptions: 10,
  optionText: 75,
  optionValue: 75,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmLabel: 30,
  modalLabel: 24,
  metadata: 3000,
  label: 2000,
  hint: 2000,
} as const;

/** What our own messages hold to, beyond what Slack asks for. */
export const ours = { buttons: 3, fields: 8, main: 280 } as const;
