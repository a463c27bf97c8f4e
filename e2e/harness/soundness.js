// What must hold of every page, whatever it is about. `faultsOf` lists what does not.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The narrowest screen of WCAG 2.2, 1.4.10: 320 CSS pixels, which is also a 1280 screen at 400 %.
const NARROW = { width: 320, height: 640 };

export async function faultsOf(page) {
  return [...(await structure(page)), ...(await reflow(page)), ...(await accessibility(page))];
}

async function structure(page) {
  return page.evaluate(() => {
    const faults = [];
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) faults.push(`structure: ${headings} h1 headings, not one`);
    if (!document.title.trim()) faults.push('structure: no title');
    if (document.querySelector('.govuk-error-summary') && !/^(Error|Erreur)\s?:/.test(document.title)) {
      faults.push(`structure: the page lists mistakes, but its title is "${document.title}"`);
    }
    const twice = [...document.querySelectorAll('[id]')].map((it) => it.id).filter((id, at, all) => all.indexOf(id) !== at);
    if (twice.length) faults.push(`structure: ids used twice: ${twice.join(', ')}`);
    return faults;
  });
}

async function reflow(page) {
  const usual = page.viewportSize();
  await page.setViewportSize(NARROW);
  const faults = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const culprit = [...document.body.querySelectorAll('*')].find((it) => it.getBoundingClientRect().right > clientWidth + 1);
    return [`reflow: ${scrollWidth} pixels wide on a screen of ${clientWidth}: ${culprit?.outerHTML.slice(0, 120)}`];
  });
  await page.setViewportSize(usual);
  return faults;
}

async function accessibility(page) {
  // axe waits on timers, which a browser without scripts never runs. There it looks at the same page in one with.
  const scripted = await Promise.race([
    page.evaluate(() => new Promise((done) => setTimeout(() => done(true)))),
    new Promise((done) => setTimeout(() => done(false), 250)),
  ]);
  if (!scripted) return onTwin(page, accessibility);
  await page.evaluate(axe);
  // target-size is WCAG 2.2, and off unless asked for.
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }),
  );
  for (const violation of violations) violation.nodes = violation.nodes.filter((node) => !isMeant(violation, node));
  return violations.filter(({ nodes }) => nodes.length).map(({ id, help, nodes }) => `accessibility: ${id} (${help}): ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

// The back link stands before the main part on purpose, as the GOV.UK Design System has it: the skip link skips it.
const isMeant = ({ id }, { html }) => id === 'region' && html.includes('class="govuk-back-link"');

// The page as it stands, without its scripts, in a browser that could run some.
async function onTwin(page, look) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
  try {
    const twin = await context.newPage();
    const body = (await page.content()).replace(/<script\b[^]*?<\/script>/g, '').replace(/<\/?noscript[^>]*>/g, '');
    await twin.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }), { times: 1 });
    await twin.goto(page.url());
    return await look(twin);
  } finally {
    await context.close();
  }
}

// What the browser itself complained about since it was asked to listen: script errors, and what the
// Content-Security-Policy refused.
export function complaintsOf(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A page that answers 404 or 422 on purpose is not a complaint; the journey says what it expects of it.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document') complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}
