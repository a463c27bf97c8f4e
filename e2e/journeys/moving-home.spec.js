// Moving home in French, on a small screen, in a browser without scripts.
import { test, expect } from '../harness/test.js';
import { readCase, waitForCase } from '../harness/case.js';

test.use({ language: 'fr', locale: 'fr-FR', viewport: { width: 320, height: 640 }, javaScriptEnabled: false });

test('moving home works in French, at 320 pixels, without scripts', async ({ visitor }) => {
  await visitor.open('/?lang=fr');
  await visitor.goOnBy(visitor.page.locator('main a[href="/life-events/moving-home"]').first());
  await visitor.goOnBy(visitor.page.locator('main a[href="/start/moving-home"]').first());
  await visitor.press(visitor.says('start-now'));
  // From Keswick, in Allerdale, to Threlkeld, in Eden: one half of a postcode, two councils.
  await visitor.answerEverything({ 'old-home': 'CA12', 'old-home-area': 'keswick', 'new-home': 'CA12', 'new-home-area': 'threlkeld', 'who-moves': ['primary-child'] });
  expect(visitor.path).toMatch(/\/check$/);

  // What does not seem to apply can be asked for all the same.
  const anyway = visitor.page.locator('#others form[action$="/anyway"] button');
  const before = await visitor.page.locator('.portico-card:not(.portico-card--quiet)').count();
  await visitor.hands.activate(visitor.page.locator('#others summary'));
  await visitor.goOnBy(anyway.first());
  expect(await visitor.page.locator('.portico-card:not(.portico-card--quiet)').count()).toBe(before + 1);

  // What the answers suggest can be left out, and put back.
  await visitor.goOnBy(visitor.page.getByRole('button', { name: visitor.says('check-leave-out') }).first());
  await expect(visitor.page.locator('#left-out')).toBeVisible();
  expect(await visitor.page.locator('.portico-card:not(.portico-card--quiet)').count()).toBe(before);
  await visitor.goOnBy(visitor.page.getByRole('button', { name: visitor.says('check-put-back') }).first());
  await expect(visitor.page.locator('#left-out')).toHaveCount(0);

  await visitor.press(visitor.says('check-send'));
  expect(visitor.path).toMatch(/^\/cases\//);
  const sent = await readCase(visitor);
  expect(sent.parts.length).toBe(before + 1);
  expect(new Set(sent.parts.map((part) => part.body)).size).toBeGreaterThan(2);
  await waitForCase(visitor, (found) => found.parts.some((part) => part.state === visitor.says('state-granted')));
  await visitor.look();
});
