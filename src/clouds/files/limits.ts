/** Files above this size are refused before they are read. */
export const largestFile = 50 * 1024 * 1024;

/** YAML takes about a hundred times as long to parse as JSON, and memory for each of its lines. */
export const largestYaml = 12 * 1024 * 1024;

/** How many lines and entries one YAML document may have. */
export const mostYamlEntries = 150_000;

/** How many documents a file may hold. */
export const mostDocuments = 100_000;

/** How deep objects and lists may be nested. */
export const deepest = 200;

/** How many objects, lists and entries a file may hold: memory grows with them, whatever the size of the file. */
export const mostItems = 3_000_000;

/** How many words of a YAML file may look like aliases: a text that is full of asterisks has many. */
export const mostAliases = 20_000;

/** How often the aliases of a YAML document may unfold, each counted with those that it unfolds in turn. */
export const mostUnfoldings = 1000;
