// The main job, whole: somebody tells Portico once, several bodies answer, and staff find the case.
import { test, expect } from '../harness/test.js';
import { readCase, waitForCase } from '../harness/case.js';
import { clearTheDesk, signIn } from '../harness/staff.js';

test('after a death, every body answers one application, the desk among them, and staff find it', async ({ visitor, colleague }) => {
  await visitor.open('/');
  await visitor.follow('After a death');
  expect(visitor.path).toBe('/life-events/after-a-death');
  await visitor.goOnBy(visitor.page.locator('main a[href="/start/after-a-death"]').first());
  await visitor.press(visitor.says('start-now'));
  // The registrar's district lies in Eden, the last home in Carlisle: two councils.
  const asked = await visitor.answerEverything({
    'place-of-death': 'CA11',
    'use-tell-us-once': 'no',
    'bank-accounts': 'yes',
    'somebody-to-talk-to': 'yes',
  });
  expect(asked).toBeLessThanOrEqual(12);
  expect(visitor.path).toMatch(/\/check$/);

  // What rests on consent is asked about before anything is sent.
  await visitor.press(visitor.says('check-send'));
  await visitor.hands.activate(visitor.page.locator('.govuk-error-summary a').first());
  await expect(visitor.page.locator('#to-agree ~ section')).toBeInViewport();
  await visitor.goOnBy(visitor.page.locator('#to-agree ~ section button').last());
  await expect(visitor.page.locator('#left-out')).toBeVisible();

  await visitor.press(visitor.says('check-send'));
  expect(visitor.path).toMatch(/^\/cases\//);
  const sent = await readCase(visitor);
  expect(sent.receipt).toMatch(/^\w{4}-\w{4}-\w{3}$/);
  expect(sent.parts.length).toBeGreaterThanOrEqual(4);
  // Nothing but the registrar's part leaves before the registrar has answered.
  expect(sent.parts.filter((part) => part.state === visitor.says('state-held')).length).toBe(sent.parts.length - 1);

  const done = visitor.says('state-granted');
  const answered = await waitForCase(visitor, (found) => found.parts.every((part) => part.state === done), {
    patience: 120_000,
    meanwhile: async (found) => {
      const atDesks = found.parts.filter((part) => part.state === visitor.says('state-sent')).map((part) => part.body);
      for (const body of new Set(atDesks)) await clearTheDesk(colleague, body);
    },
  });
  await visitor.look();
  expect(await visitor.page.locator('main').innerText()).toContain(visitor.says('case-status-done'));
  for (const part of answered.parts) expect(part.facts.join(' '), part.id).toContain(visitor.says('case-their-reference'));
  // Printed on A4 every fact has room, however long the address beside a link is.
  const screen = visitor.page.viewportSize();
  await visitor.page.setViewportSize({ width: 720, height: 1000 });
  await visitor.page.emulateMedia({ media: 'print' });
  const widths = await visitor.page.locator('.portico-facts > div').evaluateAll((facts) => facts.map((fact) => fact.clientWidth));
  expect(Math.min(...widths)).toBeGreaterThan(120);
  await visitor.page.emulateMedia({ media: 'screen' });
  await visitor.page.setViewportSize(screen);

  // The receipt finds it for staff, and so does a body's reference.
  await signIn(colleague, colleague.says('role-contact-agent'));
  const theirs = answered.parts[0].facts.find((fact) => fact.startsWith(visitor.says('case-their-reference'))).split('\n').pop().trim();
  for (const reference of [answered.receipt.toLowerCase(), theirs]) {
    await colleague.open('/staff/cases');
    await colleague.hands.fill(colleague.page.getByRole('textbox', { name: colleague.says('find-label') }), reference);
    await colleague.press(colleague.says('find'));
    await colleague.goOnBy(colleague.page.getByRole('link', { name: answered.receipt }).first());
    expect(await colleague.heading()).toContain(answered.receipt);
  }
});

test('a search finds the service that a person means', async ({ visitor }) => {
  await visitor.open('/');
  await visitor.hands.fill(visitor.page.getByRole('main').getByRole('searchbox').or(visitor.page.locator('main input[name=q]')).first(), 'bins');
  await visitor.goOnBy(visitor.page.locator('main form').getByRole('button').first());
  const found = visitor.page.locator('main a[href^="/services/"]');
  expect(await found.count()).toBeGreaterThan(0);
  await visitor.goOnBy(found.first());
  expect(visitor.path).toMatch(/^\/services\//);
});

for (const [exit, chosen] of [['abroad', { 'where-died': 'abroad' }], ['a coroner', { coroner: 'yes' }], ['a place elsewhere', { 'place-of-death': 'CA12', 'place-of-death-area': '*' }]]) {
  test(`a death with ${exit} ends kindly, with somebody to turn to, and the way back is open`, async ({ visitor }) => {
    await visitor.open('/start/after-a-death');
    await visitor.press(visitor.says('start-now'));
    const asked = await visitor.answerEverything(chosen);
    expect(asked).toBeLessThanOrEqual(3);
    expect(visitor.path).toMatch(/\/exits\//);
    await expect(visitor.page.getByRole('heading', { name: visitor.says('exit-contact') })).toBeVisible();
    await visitor.follow(visitor.says('exit-change'));
    expect(visitor.path).toMatch(/\/questions\//);
  });
}
