/* measure.mjs MKDOCS: builds the site strictly, serves it, and holds its chief pages to Lighthouse's marks for mobiles.
   CHROME_PATH names the browser; RUNS, how often each page is visited (the median counts). Reports stay in reports/. */

import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";
import { openHost } from "./host.mjs";

const PAGES = ["", "interceptions/", "figures/rescues-2024/", "figures/"];
const LANGUAGES = ["", "fr/"];
const FLOORS = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const SHOWN = 3; // elements an audit names; its report in reports/ has them all
const RUNS = Number(process.env.RUNS ?? 3);
const REPORTS = join(import.meta.dirname, "reports");
const LIGHTHOUSE = join(import.meta.dirname, "node_modules/.bin/lighthouse");
const CHROME_FLAGS = ["--headless=new", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])]; // root has no sandbox

/** Builds the site for an address into a folder. */
function build(mkdocs, address, folder) {
  const env = { ...process.env, SITE_URL: address };
  const { status } = spawnSync(mkdocs, ["build", "--strict", "--site-dir", folder], { env, stdio: "inherit" });
  if (status !== 0) throw new Error("the site could not be built");
}

/** Returns Lighthouse's result of one visit; its mobile preset is its default. */
async function visit(url, report) {
  const options = ["--quiet", "--no-enable-error-reporting", `--chrome-flags=${CHROME_FLAGS.join(" ")}`];
  const output = ["--output=json", "--output=html", `--output-path=${report}`];
  await promisify(execFile)(LIGHTHOUSE, [url, ...options, ...output]);
  return JSON.parse(readFileSync(`${report}.report.json`, "utf8"));
}

/** Returns the median of some visits, by first paint and time to interactive, as Lighthouse defines it. */
async function measure(address, page) {
  const results = [];
  const name = page.replaceAll("/", "-") || "home-";
  for (let run = 1; run <= RUNS; run++) results.push(await visit(address + page, join(REPORTS, name + run)));
  return computeMedianRun(results);
}

/** Returns a result's marks out of a hundred, by category. */
const marks = ({ categories }) =>
  Object.fromEntries(Object.keys(FLOORS).map((id) => [id, Math.round(categories[id].score * 100)]));

/** Returns a result's line of the table; `machine` is Lighthouse's benchmark of this computer, low where it is busy. */
function row(result) {
  const value = (audit) => result.audits[audit].numericValue;
  return {
    ...marks(result),
    "KB": Math.round(value("total-byte-weight") / 1024),
    "LCP s": (value("largest-contentful-paint") / 1000).toFixed(2),
    "TBT ms": Math.round(value("total-blocking-time")),
    "CLS": value("cumulative-layout-shift").toFixed(3),
    "machine": Math.round(result.environment.benchmarkIndex),
  };
}

/** Returns a line for each audit that costs a result points where it is below a floor, with the elements it names. */
function shortcomings(result) {
  const low = Object.keys(FLOORS).filter((id) => marks(result)[id] < FLOORS[id]);
  const refs = low.flatMap((id) => result.categories[id].auditRefs.filter(({ weight }) => weight > 0));
  const audits = refs.map(({ id }) => result.audits[id]).filter(({ score }) => score !== null && score < 1);
  return audits.map(({ id, title, displayValue = "", details }) => {
    const snippets = (details?.items ?? []).flatMap(({ node }) => (node?.snippet ? [`\n    ${node.snippet}`] : []));
    const more = snippets.length > SHOWN ? `\n    and ${snippets.length - SHOWN} more` : "";
    return `${id}: ${title} ${displayValue}${snippets.slice(0, SHOWN).join("")}${more}`;
  });
}

const scratch = mkdtempSync(join(tmpdir(), "isnad-lighthouse-"));
const site = join(scratch, "site");
process.env.TMPDIR = scratch; // what the browser leaves goes with it
const host = await openHost();
try {
  build(process.argv[2], host.address, site);
  host.publish(site);
  mkdirSync(REPORTS, { recursive: true });
  const results = {};
  for (const page of PAGES)
    for (const language of LANGUAGES) results[`/${language}${page}`] = await measure(host.address, language + page);
  const entries = Object.entries(results);
  console.table(Object.fromEntries(entries.map(([page, result]) => [page, row(result)])));
  for (const [page, result] of entries) {
    for (const line of shortcomings(result)) console.error(`${page} ${line}`);
    if (Object.keys(FLOORS).some((id) => marks(result)[id] < FLOORS[id])) process.exitCode = 1;
  }
} finally {
  host.close();
  rmSync(scratch, { recursive: true, maxRetries: 5 });
}
