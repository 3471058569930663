/** How many packages one bill may list. */
export const mostPackages = 100_000;

/** How many flaws one bill may list, counted for each package that has them. */
export const mostFlaws = 100_000;

/** How many letters a name, a version, an id or a package URL may have. */
export const longestText = 1000;

/** How deep components and XML elements may be nested. */
export const deepestBill = 100;

/** How many elements an XML document may have. */
export const mostElements = 1_000_000;

/** How many other ids a flaw may have. */
export const mostAliases = 50;

/** How many letters the id of a flaw may have. */
export const longestId = 200;

/** Longer versions and ranges are not compared. */
export const longestVersion = 200;

/** How many references, ratings, checksums and the like one entry may have. */
export const mostDetails = 10_000;
