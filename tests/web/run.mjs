// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the site made from the shipped editions in Chromium. First as its readers may: scripts off, every page, two
// widths. Then with scripts on, since axe-core is one, in light and dark. Prints TAP.
//   node run.mjs [PATH/TO/attest] [FOLDER FOR SCREENSHOTS]
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const attest = path.resolve(process.argv[2] ?? path.join(root, 'build/attest'));
const shots = path.resolve(process.argv[3] ?? path.join(root, 'out/screenshots'));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'attest-web-'));
const site = path.join(work, 'site');
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let count = 0;
let failed = 0;
function check(name, problems) {
  const list = [problems].flat().filter(Boolean);
  count += 1;
  if (list.length) failed += 1;
  console.log(`${list.length ? 'not ok' : 'ok'} ${count} - ${name}`);
  for (const problem of list.slice(0, 12)) console.log(`# ${problem}`);
  if (list.length > 12) console.log(`# and ${list.length - 12} more`);
}

function makeSite() {
  const editions = fs.readdirSync(path.join(root, 'data/rainbow'))
    .filter((name) => /^\d{4}$/.test(name)).map((name) => path.join(root, 'data/rainbow', name));
  execFileSync(attest, ['release', ...editions, '--out', path.join(work, 'release')]);
  execFileSync(attest, ['publish', path.join(work, 'release'), '--out', site]);
}

function filesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(full) : [full];
  });
}

const url = (file) => pathToFileURL(file).href;
const relative = (file) => path.relative(site, file);

async function collectPage(page, file) {
  await page.goto(url(file), { waitUntil: 'load' });
  return page.evaluate(() => ({
    links: [...document.querySelectorAll('[href]')].map((element) => element.getAttribute('href')),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    images: [...document.images].map((image) => ({
      src: image.getAttribute('src'), alt: image.alt, loaded: image.complete && image.naturalWidth > 0,
      twice: image.naturalWidth >= 2 * image.clientWidth,
    })),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    scripts: document.scripts.length,
    headings: [...document.querySelectorAll('h1')].length,
    text: document.body.innerText,
  }));
}

function checkLinks(pages) {
  const broken = [];
  for (const [file, page] of pages) {
    for (const href of page.links) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//')) {
        broken.push(`${relative(file)}: ${href} leads out of the site`);
        continue;
      }
      const [where, fragment] = href.split('#');
      const target = where ? path.resolve(path.dirname(file), decodeURIComponent(where)) : file;
      if (!target.startsWith(site + path.sep) || !fs.existsSync(target)) {
        broken.push(`${relative(file)}: ${href} is not there`);
      } else if (fragment && !pages.get(target)?.ids.includes(fragment)) {
        broken.push(`${relative(file)}: ${href} has no such place`);
      }
    }
  }
  return broken;
}

async function withoutScripts(browser, html) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const strays = [];
  const failures = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url(site) + '/')) strays.push(`${relative(new URL(page.url()).pathname)}: ${request.url()}`);
  });
  page.on('requestfailed', (request) => failures.push(request.url()));
  const pages = new Map();
  for (const file of html) pages.set(file, await collectPage(page, file));
  const of = (test) => [...pages].flatMap(([file, found]) => test(found).map((problem) => `${relative(file)}: ${problem}`));
  check('no request leaves the folder of the site', strays);
  check('no request of a page fails', failures);
  check('every link of every page resolves', checkLinks(pages));
  check('no page holds a script', of((found) => (found.scripts ? [`${found.scripts} scripts`] : [])));
  check('every page has one heading of the first rank', of((found) => (found.headings === 1 ? [] : [`${found.headings}`])));
  check('every picture is shown without scripts, at two pixels a CSS pixel',
    of((found) => found.images.filter((image) => !image.loaded || !image.twice).map((image) => image.src)));
  check('every picture states its finding in a sentence',
    of((found) => found.images.filter((image) => !/^.{20,600}\.$/s.test(image.alt)).map((image) => `${image.src}: "${image.alt}"`)));
  check('no page is wider than a telephone', of((found) => (found.overflow > 0 ? [`${found.overflow} px too wide`] : [])));
  check('no number failed to print', of((found) => found.text.match(/\b(nan|inf|null|undefined)\b|%[.\d]*[a-z]\b/gi) ?? []));
  await context.close();
  return pages;
}

async function screenshots(browser, sample) {
  fs.mkdirSync(shots, { recursive: true });
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ javaScriptEnabled: false, colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const file of sample) {
        await page.goto(url(file));
        const name = relative(file).replaceAll('/', '-').replace('.html', '');
        await page.screenshot({ path: path.join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await context.close();
    }
  }
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url(sample[0]));
  await page.pdf({ path: path.join(shots, 'index-print.pdf'), format: 'A4' });
  await context.close();
  check('screenshots and a print were made', fs.readdirSync(shots).length < sample.length * 4 ? ['some are missing'] : []);
}

async function keyboard(browser) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url(path.join(site, 'index.html')));
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => ({
    href: document.activeElement.getAttribute('href'), left: document.activeElement.getBoundingClientRect().left,
  }));
  check('the first key stop is a visible link to the content',
    first.href === '#main' && first.left >= 0 ? [] : [JSON.stringify(first)]);
  const seen = new Set();
  for (let i = 0; i < 200; i += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { name: document.activeElement.getAttribute('href') ?? document.activeElement.tagName, outline: style.outlineStyle };
    });
    if (stop.name === 'BODY') break;
    seen.add(stop.name);
    if (stop.outline === 'none') { check(`the key stop ${stop.name} is visible`, ['it has no outline']); break; }
  }
  const wanted = ['by-name.html', 'methods.html', 'images/map.svg', 'country/mt.html'].filter((name) => !seen.has(name));
  check('navigation, drawing and countries are reached by keyboard', wanted.map((name) => `${name} was not reached`));
  await context.close();
}

async function accessibility(browser, sample) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ bypassCSP: true, colorScheme });
    const page = await context.newPage();
    const found = [];
    for (const file of sample) {
      await page.goto(url(file));
      await page.evaluate(() => document.querySelectorAll('details').forEach((element) => { element.open = true; }));
      await page.evaluate(axeSource);
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const violation of result.violations) {
        if (!['serious', 'critical', 'moderate'].includes(violation.impact)) continue;
        found.push(`${relative(file)}: ${violation.id} (${violation.impact}), ${violation.nodes.length} times, ${violation.nodes[0].html.slice(0, 120)}`);
      }
    }
    check(`axe finds no violation of weight (${colorScheme})`, found);
    await context.close();
  }
}

function tidy(html) {
  const found = [];
  for (const file of html) {
    const run = spawnSync('tidy', ['-e', '-q', '--show-warnings', 'no', file], { encoding: 'utf8' });
    if (run.error) { found.push(`tidy does not run: ${run.error.message}`); break; }
    if (run.stderr.trim()) found.push(`${relative(file)}: ${run.stderr.trim()}`);
  }
  check('tidy finds no error in any page', found);
}

let browser;
try {
  makeSite();
  const html = filesBelow(site).filter((file) => file.endsWith('.html')).sort();
  const sample = ['index.html', 'by-name.html', 'by-change.html', 'methods.html', 'downloads.html', 'country/mt.html',
    'country/de.html', 'country/gb.html', 'country/ru.html'].map((name) => path.join(site, name));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  check('there is a page for every country', html.length === 49 + 5 ? [] : [`${html.length} pages`]);
  await withoutScripts(browser, html);
  await keyboard(browser);
  await accessibility(browser, sample);
  await screenshots(browser, sample);
  tidy(html);
} catch (error) {
  check('the tests run to their end', [error.stack ?? String(error)]);
} finally {
  await browser?.close();
  fs.rmSync(work, { recursive: true, force: true });
}
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
