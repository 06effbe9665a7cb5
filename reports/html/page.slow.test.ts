import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { survey } from "../../properties/survey.ts";
import { together } from "../../targets/reference/faults.ts";
import { reference } from "../../targets/reference/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";
import type { Report } from "../report.ts";
import { defectsTold } from "../told.ts";
import { html } from "./html.ts";

const faults = [
  "delete-user/unknown-user",
  "create-user/user-id-empty",
  "describe-users/lists-default",
];

/** Names as a target may have them that means harm. */
const hostile = `</script><script>window.pwned=1</script><img src=x onerror="window.pwned=1">"'&\u202e`;

const folder = mkdtempSync(join(tmpdir(), "ec-page-"));
let browser: Browser;
let report: Report;
let url: string;

beforeAll(async () => {
  const fault = together(
    mutants.filter(({ rule }) => faults.includes(rule)).map((mutant) => mutant.fault),
  );
  const found = await survey(reference({ fault }), {
    suiteVersion: "test",
    seed: 42,
    commands: 3000,
    shrinkCommands: 200,
    settleSeconds: 60,
  });
  report = {
    ...found,
    target: { ...found.target, name: hostile, version: hostile },
    rules: found.rules.map((rule) =>
      rule.counterexample === undefined
        ? rule
        : {
            ...rule,
            counterexample: {
              ...rule.counterexample,
              actual: `${rule.counterexample.actual}${hostile}`,
            },
          },
    ),
  };
  const path = join(folder, "report.html");
  writeFileSync(path, html.write(report)[0]?.text ?? "");
  url = pathToFileURL(path).href;
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // As root there is no sandbox.
    args: ["--no-sandbox"],
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page as it opens at a place, and all that its console said. */
async function opened(
  hash = "",
  options: BrowserContextOptions = {},
): Promise<{ page: Page; said: string[] }> {
  const context = await browser.newContext({
    ...options,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) said.push(`asked for ${request.url()}`);
  });
  await page.goto(`${url}${hash}`);
  return { page, said };
}

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ["a phone", { viewport: { width: 360, height: 740 }, isMobile: true }],
  ["a desktop", { viewport: { width: 1280, height: 900 } }],
  ["the dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
];

describe("the page of a run, in a browser", () => {
  it.each(looks)("can be read by everyone on %s", async (_, options) => {
    const { page, said } = await opened("", options);
    await page.evaluate(axe.source);
    const violations: unknown = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`))",
    );
    expect({ violations, said }).toEqual({ violations: [], said: [] });
    const isWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
    expect(isWide).toBe(false);
  });

  it("does nothing that a name asks for", async () => {
    const { page } = await opened();
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(await page.title()).toContain("</script>");
    expect(await page.content()).not.toContain("\u202e");
  });

  it("is one file of less than 1 MB", () => {
    expect(readFileSync(new URL(url)).byteLength).toBeLessThan(1_000_000);
  });

  it("shows every defect and every rule", async () => {
    const { page } = await opened();
    expect(await page.locator("#defects .card").count()).toBe(defectsTold(report).length);
    expect(await page.locator(".rules tbody tr").count()).toBe(report.rules.length);
  });

  it("searches, filters, and keeps both in the address", async () => {
    const { page } = await opened();
    const shown = page.locator(".rules tbody tr:visible");
    await page.fill("input[name=q]", "delete-user/");
    const wanted = report.rules.filter(({ id }) => id.includes("delete-user/"));
    expect(await shown.count()).toBeGreaterThanOrEqual(wanted.length);
    await page.selectOption("select[name=outcome]", "broken");
    const broken = await shown.count();
    expect(broken).toBeLessThan(wanted.length);
    expect(broken).toBeGreaterThan(0);
    expect(page.url()).toContain("#rules?q=delete-user%2F&outcome=broken");
    const other = await opened(new URL(page.url()).hash);
    expect(await other.page.locator(".rules tbody tr:visible").count()).toBe(broken);
    expect(await other.page.locator("output").textContent()).toBe(`${broken} rules`);
  });

  it("leads to a rule and to a defect by a link", async () => {
    const { page } = await opened("#rule/delete-user/unknown-user");
    expect(await page.locator("tr:target").isVisible()).toBe(true);
    const [first] = defectsTold(report);
    await page.click(`#defects .card a.here >> nth=0`);
    expect(page.url()).toContain(`#${first?.id}`);
  });

  it("turns tabs by click and by key, and copies what is shown", async () => {
    // One that the AWS command line sends: an empty identifier it does not.
    const told = defectsTold(report).find(({ rule }) => rule.id === "delete-user/unknown-user");
    const { page } = await opened();
    const card = page.locator(`[id="${told?.id}"]`);
    await card.locator("[role=tab]", { hasText: "replay" }).click();
    await card.locator("[role=tabpanel]:visible .copy").click();
    const copied = String(await page.evaluate("navigator.clipboard.readText()"));
    expect(copied).toBe(told?.rule.counterexample?.token);
    await card.locator("[role=tab][aria-selected=true]").press("ArrowRight");
    expect(await card.locator("[role=tabpanel]:visible pre").textContent()).toContain(
      "aws elasticache",
    );
  });

  it("unfolds an issue to paste", async () => {
    const { page } = await opened();
    const card = page.locator("#defects .card").first();
    const issue = card.getByText("an issue to paste");
    await issue.click();
    expect(await card.getByText("## What AWS does").isVisible()).toBe(true);
  });

  it("shows all ways at once where it is printed, or where there is no script", async () => {
    const { page } = await opened();
    await page.emulateMedia({ media: "print" });
    const panels = page.locator("#defects .card").first().locator("[role=tabpanel]:visible");
    expect(await panels.count()).toBe(4);
    const bare = await opened("", { javaScriptEnabled: false });
    expect(
      await bare.page.locator("#defects .card").first().locator("[role=tabpanel]:visible").count(),
    ).toBe(4);
  });
});
