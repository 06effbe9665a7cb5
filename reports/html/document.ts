import { renderToString } from "preact-render-to-string";

import { behaviour } from "./behaviour.ts";
import { h, type Part } from "./element.ts";
import { style } from "./style.ts";

/** A page that needs nothing beside it. */
export function documentOf(title: string, parts: readonly Part[]): string {
  const head = renderToString(
    h(
      "head",
      null,
      h("meta", { charset: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("title", null, title),
    ),
  );
  const body = renderToString(h("body", null, ...parts));
  // Style and script are ours: nothing that came from elsewhere stands in them.
  return `<!doctype html>
<html lang="en">
${head.replace("</head>", () => `<style>${style}</style></head>`)}
${body.replace(/<\/body>$/, () => `<script>${behaviour}</script></body>`)}
</html>
`;
}
