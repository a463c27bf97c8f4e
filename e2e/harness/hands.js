// How a person works the page: with a mouse, or with the keyboard alone. Both do the same four things.

export const mouse = {
  activate: (control) => control.click(),
  fill: (control, text) => control.fill(text),
  choose: (control) => control.check(),
};

// Reaches everything by Tab, as somebody does who has no mouse, and sees where the focus is at every stop.
export const keyboard = {
  async activate(control) {
    await reach(control);
    await control.page().keyboard.press('Enter');
  },

  async fill(control, text) {
    await reach(control);
    await control.page().keyboard.press('Control+A');
    await control.page().keyboard.type(text);
  },

  async choose(control) {
    const { page, keys } = { page: control.page(), keys: control.page().keyboard };
    if (await control.isChecked()) return;
    if ((await control.getAttribute('type')) === 'checkbox') {
      await reach(control);
      await keys.press('Space');
      return;
    }
    // Tab stops once at a group of radios; the arrows move within it.
    const name = await control.getAttribute('name');
    await tabUntil(page, (focused, name) => focused?.type === 'radio' && focused.name === name, name);
    if (await isFocused(control)) await keys.press('Space');
    for (let step = 0; !(await isFocused(control)); step += 1) {
      if (step > 100) throw new Error(`The arrow keys never came to ${control}`);
      await keys.press('ArrowDown');
    }
    if (!(await control.isChecked())) throw new Error(`The keyboard came to ${control} but did not choose it`);
  },
};

async function reach(control) {
  const mark = `reach-${Math.random()}`;
  await control.evaluate((element, mark) => { element.dataset.reach = mark; }, mark);
  await tabUntil(control.page(), (focused, mark) => focused?.dataset.reach === mark, mark);
}

const isFocused = (control) => control.evaluate((element) => element === document.activeElement);

// `arrived` runs in the page, so it sees its arguments and nothing else.
async function tabUntil(page, arrived, argument) {
  const test = `(${arrived})(document.activeElement, ${JSON.stringify(argument ?? null)})`;
  for (let stops = 0; !(await page.evaluate(test)); stops += 1) {
    if (stops > 300) throw new Error(`Tab never came to what was looked for on ${page.url()}`);
    await page.keyboard.press('Tab');
    await seesTheFocus(page);
  }
}

// WCAG 2.2, 2.4.7 and 2.4.11: whatever has the focus shows it, and nothing hides it.
async function seesTheFocus(page) {
  const fault = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const box = focused.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.width === 0) return `out of sight: ${focused.outerHTML.slice(0, 160)}`;
    const shows = (style) => style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
    // A radio or checkbox draws itself, and its focus, before its label.
    const drawn = [getComputedStyle(focused), ...[...(focused.labels ?? [])].map((label) => getComputedStyle(label, '::before'))];
    return drawn.some(shows) ? null : `not shown: ${focused.outerHTML.slice(0, 160)}`;
  });
  if (fault) throw new Error(`On ${page.url()} the focus is ${fault}`);
}
