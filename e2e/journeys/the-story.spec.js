// What Portico is for, in one story: two councils take over from seven in the middle of somebody's case, the server dies
// on the way, and whoever rings the old number is told at once who answers. docs/story.md tells it to people.
import { mkdirSync } from 'node:fs';
import { test, expect } from '../harness/test.js';
import { readCase, waitForCase } from '../harness/case.js';
import { signIn, signOut } from '../harness/staff.js';

const HOLD = 8;

// A call may take eight seconds here: one is under way for as long as it takes to move and to kill.
test.use({
  apart: true,
  flags: ['--begin', '2023-03-30T09:00', '--limits-answer-seconds', String(HOLD), '--work-lease-seconds', String(HOLD + 1)],
});

// Pictures for docs/story.md: `make shots`.
const take = async (page, name) => {
  if (!process.env.SHOTS) return;
  const folder = new URL('../shots/', import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}story-${name}.png` });
};

const until = async (what, holds) => {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if (await holds()) return;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`It did not come to this: ${what}`);
};

const typeDay = async (visitor, day, month) => {
  await visitor.open('/demo/clock');
  for (const [part, value] of [['day', day], ['month', month], ['year', 2023]]) await visitor.hands.fill(visitor.page.locator(`form [name="day-${part}"]`), String(value));
};

const moveClock = async (visitor, day, month) => {
  await typeDay(visitor, day, month);
  await visitor.press(visitor.says('clock-move'));
};

const find = async (agent, typed) => {
  await agent.open('/staff/cases');
  await agent.hands.fill(agent.page.getByRole('textbox', { name: agent.says('find-label') }), typed);
  await agent.press(agent.says('find'));
};

const lookAgain = async (visitor, path) => {
  await visitor.open(path);
  return readCase(visitor);
};

test('a death on the eve of the merger: nothing is lost, and the old number and the old reference lead to who answers', async ({ visitor, colleague, platform }) => {
  const says = visitor.says;
  // What goes wrong, by honest means: each agency below misbehaves in its own way.
  await platform.agencies('rest').put('cumbria-libraries', { not_ours: true });
  await platform.agencies('rest').put('cumbria-passes', { reject: true });
  await platform.agencies('rest').put('allerdale-customer', { down: true });
  await platform.agencies('open311').put('allerdale-streets', { wrong_schema: true });

  // 30 March. He lived in Keswick and died in Kendal; his daughter lives in Carlisle.
  await visitor.open('/start/after-a-death');
  await visitor.press(says('start-now'));
  await visitor.answerEverything({
    'place-of-death': 'LA9', 'last-address': 'CA12', 'last-address-area': 'keswick', 'death-date': [28, 3, 2023],
    'person-name': 'George Example', 'your-name': 'Ellen Example', relationship: 'child', funeral: 'elsewhere',
    'use-tell-us-once': 'yes', 'government-things': [], 'council-things': ['library-card', 'bus-pass', 'garden-waste', 'council-home'],
    'home-now': 'nobody',
  });
  await visitor.press(says('check-send'));
  const { path } = visitor;
  const sent = await readCase(visitor);
  const called = { tax: /council tax/i, library: /library/i, pass: /bus pass/i, garden: /garden/i, home: /rented/i };
  const parts = Object.fromEntries(Object.entries(called).map(([name, title]) => [name, sent.parts.find((part) => title.test(part.title))?.id]));
  expect(Object.values(parts).every(Boolean), sent.parts.map((part) => part.title).join()).toBe(true);
  const state = (found, name) => found.parts.find((part) => part.id === parts[name]).state;

  // The registrar answers, and the rest is sent. Allerdale takes the council tax, and is then a long time about it.
  await until('Allerdale has the council tax', async () => (await platform.agencies('rest').effects(parts.tax)).length === 1);
  await platform.agencies('rest').put('allerdale-revenues', { down: true });
  const eve = await waitForCase(visitor, (found) =>
    state(found, 'tax') === says('state-sent') && state(found, 'library') === says('state-referred') &&
    state(found, 'pass') === says('state-stuck') && state(found, 'garden') === says('state-uncertain'));
  expect(eve.receipt).toBe(sent.receipt);
  const taxed = eve.parts.find((part) => part.id === parts.tax);
  expect(taxed.body).toBe('Allerdale Borough Council');
  const reference = taxed.facts.find((fact) => fact.startsWith(says('case-their-reference'))).split('\n').pop().trim();
  await visitor.page.locator(`[id="${parts.tax}"]`).scrollIntoViewIfNeeded();
  await take(visitor.page, '1-applied');

  // 1 April comes while the council home is being sent, and the server is killed before any reply.
  await typeDay(visitor, 1, 4);
  await platform.agencies('rest').put('allerdale-customer', { down: false, slow_ms: 60_000 });
  await until('the council home is being sent', async () => (await platform.agencies('rest').effects(parts.home)).length === 1);
  await visitor.press(says('clock-move'));
  expect(platform.isBeingSent(parts.home), 'the send is under way').toBe(true);
  expect(await platform.kill()).toBe('SIGKILL');
  await platform.run();
  await platform.agencies('rest').put('allerdale-customer', { slow_ms: 0 });

  // 3 April. She rings Allerdale's old number. Whoever answers types what she has.
  await moveClock(visitor, 3, 4);
  await signIn(colleague, says('role-contact-agent'));
  await find(colleague, '+44 (0)1632 960 102');
  const followed = colleague.page.locator('main section').first();
  for (const words of ['Allerdale Borough Council is no more', '1 April 2023', 'Structural Changes', 'Cumberland Council', '01632 960108']) {
    await expect(followed).toContainText(words);
  }
  await expect(followed).toBeInViewport({ ratio: 1 });
  await take(colleague.page, '2-old-number');
  await find(colleague, reference);
  const card = colleague.page.locator('main section.portico-card');
  await expect(card).toHaveCount(1);
  // Ten working days from 30 March: Good Friday and Easter Monday do not count.
  for (const words of ['Cumberland Council', 'Allerdale Borough Council', 'Structural Changes', 'Allerdale revenues and benefits', '17 April 2023', reference]) {
    await expect(card).toContainText(words);
  }
  await expect(card.locator('dl')).toBeInViewport({ ratio: 1 });
  await take(colleague.page, '3-old-reference');
  await signOut(colleague);

  // Nothing was lost and nothing doubled: whether it was sent again or the agency was quicker to answer, it has one.
  const today = await lookAgain(visitor, path);
  expect([today.receipt, today.parts.length]).toEqual([sent.receipt, sent.parts.length]);
  await waitForCase(visitor, (found) => state(found, 'home') === says('state-granted'));
  expect((await platform.agencies('rest').effects(parts.home)).map((effect) => effect.effects)).toEqual([1]);

  // Allerdale's old system answers late: it lands in the case, under the body that answers now.
  await platform.agencies('rest').put('allerdale-revenues', { down: false });
  const late = await waitForCase(visitor, (found) => state(found, 'tax') === says('state-granted'));
  expect(late.parts.find((part) => part.id === parts.tax).body).toBe('Cumberland Council');
  await visitor.look();
  const tax = visitor.page.locator(`[id="${parts.tax}"]`);
  await expect(tax).toContainText('We have done what you asked for.');
  await expect(tax).toContainText('Cumberland Council');
  await tax.scrollIntoViewIfNeeded();
  await take(visitor.page, '4-late-answer');

  // The proof sheet has all of it, and what a person must still see to, with names.
  await signIn(colleague, says('role-transfer-planner'));
  await colleague.open('/transfers/trf_two-councils/proof');
  const exceptions = colleague.page.getByRole('table', { name: colleague.says('sheet-exceptions') });
  const rows = exceptions.locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'uncertain' })).toContainText('Winifred Dummysworth');
  await expect(rows.filter({ hasText: 'stuck' })).toContainText('Clementine Placeholder');
  await expect(rows.filter({ hasText: 'another body’s' })).toContainText('Clementine Placeholder');
  await expect(colleague.page.locator('main')).toContainText(/None of the \d+ deadlines moved/);
  await exceptions.scrollIntoViewIfNeeded();
  await take(colleague.page, '5-proof-sheet');
});
