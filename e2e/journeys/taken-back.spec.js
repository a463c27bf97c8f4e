// A retail organisation takes something over, and it is taken back within its window: through the pages, by the people
// whose task it is. What nobody had touched stands as before; what the retail organisation had acted on waits for a
// person; both moves stay to be seen.
import { mkdirSync } from 'node:fs';
import { test, expect } from '../harness/test.js';
import { readCase, waitForCase } from '../harness/case.js';
import { signIn } from '../harness/staff.js';

// By telephone and at the counter the one counter has begun; by letter it is about to.
test.use({ apart: true, flags: ['--begin', '2023-06-26T09:00'] });

const COUNCIL = 'Westmorland and Furness Council';
const RETAIL = 'One Counter Cumbria (demonstration)';

// Pictures of the reversal's pages, in a narrow and a wide window, for a person to look at: with SHOTS set.
const take = async (staff, name) => {
  if (!process.env.SHOTS) return;
  const folder = new URL('../shots/', import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  const usual = staff.page.viewportSize();
  for (const width of [320, 1280]) {
    await staff.page.setViewportSize({ width, height: 900 });
    await staff.page.screenshot({ path: `${folder}taken-back-${name}-${width}.png`, fullPage: true });
  }
  await staff.page.setViewportSize(usual);
};

const moveClock = async (staff, day, month) => {
  await staff.open('/demo/clock');
  for (const [part, value] of [['day', day], ['month', month], ['year', 2023]]) await staff.hands.fill(staff.page.locator(`form [name="day-${part}"]`), String(value));
  await staff.press(staff.says('clock-move'));
};

const as = async (staff, role, name, path) => {
  expect(await signIn(staff, staff.says(`role-${role}`), name), `${name} is among the staff`).toBe(true);
  await staff.open(path);
};

// Rehearsed, approved by two others and put on the calendar.
const agreeOn = async (staff, transfer) => {
  await as(staff, 'transfer-planner', 'Rufus Whatsit', transfer);
  await staff.press(staff.says('transfer-rehearse'));
  for (const name of ['Philippa Fauxley', 'Ambrose Pretendham']) {
    await as(staff, 'transfer-approver', name, transfer);
    await staff.press(staff.says('transfer-approve'));
  }
  await as(staff, 'transfer-planner', 'Rufus Whatsit', transfer);
  await staff.press(staff.says('transfer-schedule'));
};

// The planner drafts the way back of a move that was carried out. Answers where it stands.
const takeBack = async (staff, transfer, day, reason) => {
  await as(staff, 'transfer-planner', 'Rufus Whatsit', transfer);
  await staff.press(staff.says('transfer-reverse'));
  await staff.hands.fill(staff.page.locator('#day'), day);
  await staff.hands.fill(staff.page.locator('#reason'), reason);
  await take(staff, 'reverse');
  await staff.press(staff.says('transfer-reverse-draft'));
  const { path } = staff;
  expect(path).toBe(`${transfer}-back`);
  await expect(staff.page.locator('main')).toContainText(reason);
  await take(staff, 'draft');
  return path;
};

const untilState = async (staff, transfer, state) => {
  await as(staff, 'transfer-planner', 'Rufus Whatsit', transfer);
  await expect(async () => {
    await staff.page.reload();
    await expect(staff.page.locator('main .govuk-tag').first()).toHaveText(staff.says(`transfer-state-${state}`));
  }).toPass({ timeout: 30_000 });
  await staff.look();
};

// What each body has in posts and money by a transfer's proof sheet, before and after it.
const holdings = async (staff, transfer) => {
  await staff.open(`${transfer}/proof`);
  const table = staff.page.getByRole('table', { name: staff.says('sheet-holdings') });
  const rows = await table.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [row.querySelector('th').innerText.trim(),
    [...row.querySelectorAll('td')].map((cell) => cell.innerText.match(/(\S+) → (\S+)/)?.slice(1) ?? [])]));
  return Object.fromEntries(rows);
};

const turned = (held) => Object.fromEntries(Object.entries(held).map(([body, sums]) => [body, sums.map((sum) => [...sum].reverse())]));

const answers = async (staff, service, place, day, channel = '') => {
  await staff.open(`/responsibility?service=${service}&place=${place}&day=${day}&channel=${channel}`);
  return staff.page.locator('.portico-answers');
};

test('a retail wave is reversed: contact, posts and money are as before it, and both moves stay to be seen', async ({ colleague }) => {
  const wave = '/transfers/trf_one-counter-post';
  await moveClock(colleague, 3, 7);
  await untilState(colleague, wave, 'vested');

  // No agreement was ever made about letters.
  const back = await takeBack(colleague, wave, '2023-07-10', 'Nobody has agreed how many letters come, how soon they are answered, and who forecasts them.');
  await agreeOn(colleague, back);
  await take(colleague, 'scheduled');
  await moveClock(colleague, 10, 7);
  await untilState(colleague, back, 'vested');
  await take(colleague, 'vested');
  await untilState(colleague, wave, 'reversed');
  await take(colleague, 'original');

  // Both stand in the list, under their programme.
  await colleague.open('/transfers');
  await take(colleague, 'list');
  for (const [path, state] of [[wave, 'reversed'], [back, 'vested']]) {
    await expect(colleague.page.locator('tr').filter({ has: colleague.page.locator(`a[href="${path}"]`) })).toContainText(colleague.says(`transfer-state-${state}`));
  }

  const moved = await holdings(colleague, wave);
  expect(Object.keys(moved)).toContain(RETAIL);
  expect(await holdings(colleague, back), 'posts and money are back, to the post and the penny').toEqual(turned(moved));
  await take(colleague, 'proof');

  for (const [day, body] of [['2023-07-02', COUNCIL], ['2023-07-03', RETAIL], ['2023-07-09', RETAIL], ['2023-07-10', COUNCIL]]) {
    await expect(await answers(colleague, 'garden-waste', 'penrith', day, 'post'), `by letter on ${day}`).toContainText(body);
  }
  // The other waves stand.
  await expect(await answers(colleague, 'garden-waste', 'penrith', '2023-07-10', 'phone')).toContainText(RETAIL);
});

// One Counter does the work too, at its own desk.
const LARGE_ITEMS = `
id = "one-counter-large-items"
title = { en = "One Counter takes large items away in Eden", fr = "Le Guichet unique enlève les encombrants dans le district d’Eden" }
kind = "agreement"
day = "2023-07-17"
instrument = "one-counter-agreement"
window_days = 60
open_work = "moves"
deadlines = "keep"
answerable = [{ matter = "acted", person = "rufus-whatsit" }, { matter = "everything", person = "winifred-dummysworth" }]
lines = [{ from = "westmorland-and-furness", to = "one-counter", form = "retail", instrument = "one-counter-agreement", service_types = ["bulky-waste"], functions = ["fulfilment"], areas = ["E07000030"] }]
systems = [{ service_types = ["bulky-waste"], area = "E07000030", system = "one-counter-desk" }]

[[resources]]
line = "eden-waste-posts"
from = "westmorland-and-furness"
to = "one-counter"
amount = { of = "posts", amount = 150 }
`;

test('a wave that took the work along is reversed: what was untouched is as before it, and what was acted on waits for a person', async ({ visitor, colleague }) => {
  const says = visitor.says;
  const wave = '/transfers/trf_one-counter-large-items';
  const large = (found) => found.parts.find((part) => /large items/i.test(part.title));
  const look = async (path) => {
    await visitor.open(path);
    return readCase(visitor);
  };

  // Two people move away from Penrith and have things to be taken away.
  const apply = async (name) => {
    await visitor.open('/start/moving-home');
    await visitor.press(says('start-now'));
    await visitor.answerEverything({ 'your-name': name, 'old-home': 'CA11', 'old-home-area': 'penrith', 'new-home': 'CA1', 'new-home-area': 'carlisle-city', bins: ['bulky-waste'] });
    await visitor.press(says('check-send'));
    const { path } = visitor;
    await waitForCase(visitor, (found) => large(found).state === says('state-sent'));
    const was = large(await readCase(visitor));
    const due = (await visitor.page.locator(`[id="${was.id}"]`).innerText()).match(/Answer due by [^.]+/)[0];
    return { path, was, due };
  };
  const people = [await apply('Robin Example'), await apply('Jo Example')];
  for (const { was } of people) expect(was.body).toBe(COUNCIL);

  await as(colleague, 'transfer-planner', 'Rufus Whatsit', '/transfers/new');
  await colleague.hands.fill(colleague.page.locator('#draft'), LARGE_ITEMS);
  await colleague.press(says('transfer-new-save'));
  expect(colleague.path).toBe(wave);
  await agreeOn(colleague, wave);
  await moveClock(colleague, 17, 7);
  await untilState(colleague, wave, 'vested');
  for (const { path } of people) {
    await visitor.open(path);
    await waitForCase(visitor, (found) => large(found).body === RETAIL && large(found).state === says('state-sent'));
  }

  // One Counter begins with one of them.
  await as(colleague, 'supplier-officer', 'Lavinia Mockington', '/desk');
  await colleague.press(says('desk-next'));
  await colleague.hands.choose(colleague.page.getByRole('radio', { name: says('desk-in-progress') }));
  await colleague.hands.fill(colleague.page.getByRole('textbox', { name: says('desk-text') }), 'The van comes on Wednesday.');
  await colleague.press(says('desk-send'));
  let [acted, untouched] = people;
  await visitor.open(acted.path);
  if (!(await visitor.page.locator('main').innerText()).includes('The van comes on Wednesday.')) [acted, untouched] = [untouched, acted];

  const back = await takeBack(colleague, wave, '2023-07-24', 'The council does it cheaper.');
  await agreeOn(colleague, back);
  await moveClock(colleague, 24, 7);
  await untilState(colleague, back, 'vested');

  // Nobody had touched it: body and deadline are as they were, and the page says who answered in between.
  await visitor.open(untouched.path);
  await waitForCase(visitor, (found) => large(found).body === COUNCIL && large(found).state === says('state-sent'));
  const is = large(await look(untouched.path));
  expect(is.facts).toEqual(untouched.was.facts);
  const card = visitor.page.locator(`[id="${is.id}"]`);
  await expect(card).toContainText(untouched.due);
  await expect(card).toContainText(RETAIL);
  await take(visitor, 'case');

  // The other stays with whoever began, until a person has decided.
  expect(large(await look(acted.path)).body).toBe(RETAIL);
  await as(colleague, 'transfer-planner', 'Rufus Whatsit', `${back}/proof`);
  const exceptions = colleague.page.getByRole('table', { name: says('sheet-exceptions') }).locator('tbody tr');
  await expect(exceptions).toHaveCount(1);
  await expect(exceptions).toContainText(RETAIL);
  await expect(exceptions).toContainText('Rufus Whatsit');
  await expect(colleague.page.locator('main')).toContainText(/None of the \d+ deadlines moved/);
  await take(colleague, 'proof-of-work');
  expect(await holdings(colleague, back)).toEqual(turned(await holdings(colleague, wave)));
  await colleague.open('/staff/handover');
  await expect(colleague.page.locator('main')).toContainText((await look(acted.path)).receipt);
  await take(colleague, 'waiting');

  for (const [day, body] of [['2023-07-16', COUNCIL], ['2023-07-17', RETAIL], ['2023-07-23', RETAIL], ['2023-07-24', COUNCIL]]) {
    await expect((await answers(colleague, 'bulky-waste', 'penrith', day)).locator('section').filter({ hasText: says('function-help-fulfilment') })).toContainText(body);
  }
});
