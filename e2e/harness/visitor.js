// A person at a browser: opens pages, follows links, presses buttons by what they say, answers questions. Every page
// they come to is checked.
import { expect } from '@playwright/test';
import { answerAll } from './answers.js';
import { mouse } from './hands.js';
import { complaintsOf, faultsOf } from './soundness.js';
import { wordsIn } from './words.js';

export class Visitor {
  constructor(page, address, { language = 'en', hands = mouse } = {}) {
    Object.assign(this, { page, address, language, hands });
    this.says = wordsIn(language);
    this.complaints = complaintsOf(page);
  }

  // Another tab of the same browser.
  async newTab() {
    return new Visitor(await this.page.context().newPage(), this.address, this);
  }

  async open(path) {
    await this.page.goto(new URL(path, this.address).href);
    await this.look();
  }

  async press(name) {
    await this.goOnBy(this.button(name));
  }

  async follow(name) {
    await this.goOnBy(this.page.getByRole('link', { name, exact: typeof name === 'string' }));
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async goOnBy(control) {
    await Promise.all([this.page.waitForEvent('domcontentloaded', { timeout: 30_000 }), this.hands.activate(control)]);
    await this.look();
  }

  async back() {
    await this.page.goBack();
    await this.look();
  }

  // Answers what this page asks and goes on; a postcode that straddles councils is asked about once more.
  async answer(chosen) {
    await answerAll(this.page, this.hands, chosen);
    await this.press(this.says('go-on'));
    if (await this.hasMistakes()) {
      const unanswered = this.page.locator('main fieldset:has(input[type=radio]):not(:has(:checked))');
      if ((await unanswered.count()) === 0) throw new Error(`The answers were refused: ${await this.page.locator('.govuk-error-summary').innerText()}`);
      await answerAll(this.page, this.hands, chosen);
      await this.press(this.says('go-on'));
    }
  }

  // Answers page after page, until what comes is no question, and says how many pages of
  // questions that were. Evidence is given later.
  async answerEverything(chosen) {
    let pages = 0;
    let given = 0;
    while (/\/(questions|evidence)\//.test(this.page.url())) {
      if ((pages += 1) > 40) throw new Error(`The questions never end: ${this.page.url()}`);
      const before = this.page.url();
      if (/\/evidence\//.test(before)) {
        await this.press(this.says('evidence-later'));
        given += 1;
      } else {
        await this.answer(chosen);
      }
      if (this.page.url() === before) throw new Error(`The answers of ${before} were not taken: ${await this.page.locator('main').innerText()}`);
    }
    return pages - given;
  }

  async hasMistakes() {
    return (await this.page.locator('.govuk-error-summary').count()) > 0;
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  async heading() {
    return (await this.page.locator('h1').innerText()).trim();
  }

  // Soft: a journey shows all that is wrong along its way, not the first of it.
  async look() {
    await this.page.waitForLoadState('load');
    expect.soft(await faultsOf(this.page), `on ${this.page.url()}`).toEqual([]);
    expect.soft(await this.page.locator('html').getAttribute('lang'), `on ${this.page.url()}`).toBe(this.language);
    expect.soft(this.complaints.splice(0), `on ${this.page.url()}`).toEqual([]);
    // Going back to a page that answers a form, a browser without scripts asks whether to send it again.
    if (/^\/(start|drafts|cases|c)\//.test(this.path)) {
      expect.soft(await this.page.locator('body[data-answers-form]').count(), `on ${this.page.url()}`).toBe(0);
    }
  }
}
