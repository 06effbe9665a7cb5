/** How many Unicode characters a text has: a pair of surrogates is one. */
export const charactersIn = (text = ""): number =>
  text.replaceAll(/[\ud800-\udbff](?=[\udc00-\udfff])/g, "").length;
