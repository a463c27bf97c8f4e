// The whole job without a mouse: every control is reached by Tab, shows that it has the focus, and works by key.
import { test, expect } from '../harness/test.js';
import { keyboard } from '../harness/hands.js';
import { servePages } from '../harness/planted.js';

test.use({ hands: keyboard });

test('moving home works by keyboard alone', async ({ visitor }) => {
  await visitor.open('/');
  await visitor.page.keyboard.press('Tab');
  await expect(visitor.page.locator(':focus')).toHaveAttribute('href', '#main-content');
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page.locator('#main-content')).toBeFocused();
  await visitor.goOnBy(visitor.page.locator('main a[href="/life-events/moving-home"]').first());
  await visitor.goOnBy(visitor.page.locator('main a[href="/start/moving-home"]').first());
  await visitor.press(visitor.says('start-now'));
  await visitor.answerEverything();
  expect(visitor.path).toMatch(/\/check$/);
  await visitor.press(visitor.says('check-send'));
  expect(visitor.path).toMatch(/^\/cases\//);
});

test('after a mistake the keyboard starts at the summary, whose links lead to the fields', async ({ visitor }) => {
  await visitor.open('/start/moving-home');
  await visitor.press(visitor.says('start-now'));
  await visitor.press(visitor.says('go-on'));
  await expect(visitor.page.locator('.govuk-error-summary')).toBeFocused();
  await visitor.hands.activate(visitor.page.locator('.govuk-error-summary a').first());
  await expect(visitor.page.locator('main form :is(input, textarea)').and(visitor.page.locator(':not([type=hidden])')).first()).toBeFocused();
});

test('a control that Tab cannot reach, or whose focus does not show, is found', async ({ page }) => {
  const site = await servePages({
    '/': '<!doctype html><title>x</title><a href="/a" tabindex="-1">unreachable</a> <a href="/b">next</a>',
    '/dark': '<!doctype html><title>x</title><style>:focus { outline: none }</style><a href="/b">next</a>',
  });
  await page.goto(site);
  await expect(keyboard.activate(page.getByText('unreachable'))).rejects.toThrow(/Tab never came/);
  await page.goto(`${site}dark`);
  await expect(keyboard.activate(page.getByText('next'))).rejects.toThrow(/not shown/);
});
