import { isRecord, items, optionalText, textOf, type Flaw } from './json-checks.ts';

type Check = (it: Readonly<Record<string, unknown>>, at: string) => Flaw[];

/** What Slack refuses of a button, a choice or an input. Source: https://docs.slack.dev/reference/block-kit/block-elements */
export function checkElement(element: unknown, at: string): Flaw[] {
  if (!isRecord(element)) return [`${at} is no object`];
  const { type, action_id: id, confirm } = element;
  const check = typeof type === 'string' ? elementTypes[type] : undefined;
  if (!check) return [`unsupported type: ${String(type)} [json-pointer:${at}/type]`];
  return [
    ...optionalText(id, `${at}/action_id`, 255),
    ...(confirm === undefined ? [] : confirmFlaws(confirm, `${at}/confirm`)),
    ...check(element, at),
  ];
}

function confirmFlaws(it: unknown, at: string): Flaw[] {
  if (!isRecord(it)) return [`${at} is no object`];
  return [
    ...textOf(it['title'], `${at}/title`, { plain: true, most: 100 }),
    ...textOf(it['text'], `${at}/text`, { most: 300 }),
    ...textOf(it['confirm'], `${at}/confirm`, { plain: true, most: 30 }),
    ...textOf(it['deny'], `${at}/deny`, { plain: true, most: 30 }),
  ];
}

const button: Check = ({ text, value, url, style }, at) => [
  ...textOf(text, `${at}/text`, { plain: true, most: 75 }),
  ...optionalText(value, `${at}/value`, 2000),
  ...optionalText(url, `${at}/url`, 3000),
  ...(style === undefined || style === 'primary' || style === 'danger' ? [] : [`${at}/style is none`]),
];

const select: Check = ({ options, option_groups: groups, placeholder, initial_option: initial }, at) => [
  ...(placeholder === undefined ? [] : textOf(placeholder, `${at}/placeholder`, { plain: true, most: 150 })),
  ...(groups === undefined ? optionsFlaws(options, `${at}/options`, 100) : []),
  ...initialFlaws(initial, items(options), at),
];

const chosen =
  (most: number): Check =>
  ({ options, initial_option: initial }, at) => [
    ...optionsFlaws(options, `${at}/options`, most),
    ...initialFlaws(initial, items(options), at),
  ];

const picked: Check = ({ placeholder }, at) =>
  placeholder === undefined ? [] : textOf(placeholder, `${at}/placeholder`, { plain: true, most: 150 });

const elementTypes: Readonly<Record<string, Check>> = {
  button,
  static_select: select,
  overflow: ({ options }, at) => optionsFlaws(options, `${at}/options`, 5, true),
  radio_buttons: chosen(10),
  checkboxes: chosen(10),
  users_select: picked,
  conversations_select: picked,
  datepicker: (it, at) => [
    ...picked(it, at),
    ...(it['initial_date'] === undefined || isDate(it['initial_date']) ? [] : [`${at}/initial_date is no date`]),
  ],
  plain_text_input: (it, at) => [
    ...picked(it, at),
    ...sized(it['min_length'], `${at}/min_length`),
    ...sized(it['max_length'], `${at}/max_length`),
    ...optionalText(it['initial_value'], `${at}/initial_value`, 3000),
  ],
  image: ({ image_url: url }, at) => (typeof url === 'string' ? [] : [`${at}/image_url is missing`]),
};

const isDate = (it: unknown): boolean => typeof it === 'string' && /^\d{4}-\d\d-\d\d$/.test(it);

const sized = (it: unknown, at: string): Flaw[] =>
  it === undefined || (typeof it === 'number' && Number.isInteger(it) && it >= 0 && it <= 3000)
    ? []
    : [`${at} is no length`];

/** Slack's reference says 150 for some values; 75 is what every client takes. */
function optionsFlaws(options: unknown, at: string, most: number, mayOpen = false): Flaw[] {
  if (!Array.isArray(options) || options.length === 0) return [`must provide at least one item [json-pointer:${at}]`];
  if (options.length > most) return [`no more than ${most} items allowed [json-pointer:${at}]`];
  return options.flatMap((it: unknown, index) => {
    const where = `${at}/${index}`;
    if (!isRecord(it)) return [`${where} is no object`];
    return [
      ...textOf(it['text'], `${where}/text`, { most: 75 }),
      ...(typeof it['value'] === 'string' && it['value'] !== '' ? [] : [`${where}/value is missing`]),
      ...optionalText(it['value'], `${where}/value`, 150),
      ...(it['description'] === undefined ? [] : textOf(it['description'], `${where}/description`, { most: 75 })),
      ...(it['url'] === undefined || mayOpen ? optionalText(it['url'], `${where}/url`, 3000) : [`${where}/url`]),
    ];
  });
}

function initialFlaws(initial: unknown, options: readonly unknown[], at: string): Flaw[] {
  if (initial === undefined) return [];
  const same = options.some((it) => JSON.stringify(it) === JSON.stringify(initial));
  return same ? [] : [`${at}/initial_option is none of the options`];
}
