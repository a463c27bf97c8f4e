// Dates decide: the demonstration's clock is shown on every page, moves from one, and other bodies are responsible on
// the other side of 1 April 2023.
import { test, expect } from '../harness/test.js';

test.use({ apart: true });

test('the same answers go to another council once the clock has passed the first of April', async ({ visitor }) => {
  await visitor.open('/start/moving-home');
  await visitor.press(visitor.says('start-now'));
  await visitor.answerEverything({ 'old-home': 'CA1', 'new-home': 'CA3', 'new-home-area': 'carlisle-city' });
  const check = visitor.path;
  await expect(visitor.page.locator('main')).toContainText('Carlisle City Council');
  await expect(visitor.page.locator('main')).not.toContainText('Cumberland Council');

  const clock = visitor.page.getByRole('region', { name: visitor.says('demo-label') });
  await expect(clock).toContainText('March 2023');
  await visitor.follow(visitor.says('demo-clock-link'));
  for (const [part, value] of [['day', '3'], ['month', '4'], ['year', '2023']]) await visitor.hands.fill(visitor.page.locator(`form [name="day-${part}"]`), value);
  await visitor.press(visitor.says('clock-move'));
  await visitor.open(check);
  await expect(clock).toContainText('April 2023');
  await expect(visitor.page.locator('main')).toContainText('Cumberland Council');
  await expect(visitor.page.locator('main')).not.toContainText('Carlisle City Council');
});

test('the clock does not go back', async ({ visitor }) => {
  await visitor.open('/demo/clock');
  for (const [part, value] of [['day', '1'], ['month', '3'], ['year', '2023']]) await visitor.hands.fill(visitor.page.locator(`form [name="day-${part}"]`), value);
  await visitor.press(visitor.says('clock-move'));
  await expect(visitor.page.locator('.govuk-error-summary a[href="#day-day"]')).toBeVisible();
});
