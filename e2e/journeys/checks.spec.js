// The checks themselves: a sound page passes, in a browser with scripts and in one without, and each planted fault is
// found. A check that nothing can fail would say nothing about Portico's pages.
import { test, expect } from '@playwright/test';
import { complaintsOf, faultsOf } from '../harness/soundness.js';
import { servePages } from '../harness/planted.js';

const sound = `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
  </head><body><main><h1>A page</h1><form><label for="name">Your name</label> <input id="name"></form></main></body></html>`;

const planted = [
  ['an input without a label', (page) => page.replace('<form>', '<form><input name="other">'), /accessibility: label /],
  ['text too pale to read', (page) => page.replace('<form>', '<p style="color:#bbb">Pale</p><form>'), /accessibility: color-contrast /],
  ['no language', (page) => page.replace(' lang="en"', ''), /accessibility: html-has-lang /],
  ['a target too small to hit', (page) => page.replace('<form>', '<a href="/a" style="display:block;width:9px;height:9px;overflow:hidden">a</a><a href="/b" style="display:block;width:9px;height:9px;overflow:hidden">b</a><form>'), /accessibility: target-size /],
  ['a table wider than a small screen', (page) => page.replace('<form>', '<div style="width:400px">Wide</div><form>'), /reflow: .*Wide/],
  ['two main headings', (page) => page.replace('<form>', '<h1>Another</h1><form>'), /structure: 2 h1/],
  ['mistakes that the title hides', (page) => page.replace('<form>', '<div class="govuk-error-summary">Enter your name</div><form>'), /structure: the page lists mistakes/],
  ['an id used twice', (page) => page.replace('<form>', '<p id="name">Name</p><form>'), /structure: ids used twice: name/],
];

for (const scripts of [true, false]) {
  test.describe(scripts ? 'in a browser with scripts' : 'in a browser without scripts', () => {
    test.use({ javaScriptEnabled: scripts });


    test('a sound page passes', async ({ page }) => {
      const address = await servePages({ '/': sound });
      await page.goto(address);
      expect(await faultsOf(page)).toEqual([]);
    });

    for (const [name, plant, found] of planted) {
      test(`${name} is found`, async ({ page }) => {
        const address = await servePages({ '/': plant(sound) });
        await page.goto(address);
        const faults = await faultsOf(page);
        expect(faults.length, faults.join('\n')).toBeGreaterThan(0);
        expect(faults.join('\n')).toMatch(found);
      });
    }
  });
}

test('what the Content-Security-Policy refuses is found', async ({ page }) => {
  const address = await servePages({ '/': sound.replace('<main>', '<script>document.title = ""</script><main>') }, "default-src 'self'");
  const complaints = complaintsOf(page);
  await page.goto(address);
  expect(complaints.join('\n')).toMatch(/Content Security Policy/);
});
