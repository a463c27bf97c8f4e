// Answers whatever a page asks, from the kind and the label of its fields, so that a journey in the data can change
// without a change here. A test says only which answers matter to it, by the question's name.

// Mid-March 2023: the demonstration's clock starts on the 20th.
const SOME_DAY = [10, 3, 2023];
// An appointment lies ahead, and within six weeks.
const APPOINTMENT = [11, 4, 2023];
const BORN = [17, 4, 1962];
// Each on a line of their own.
const CHILDREN = 'Kit Example, 9 February 2015\nSam Example, 1 March 2012';

export const DATE_OF_BIRTH = BORN;

// Fills in the page, and says what it left: the names of the questions that it answered.
export async function answerAll(page, hands, chosen = {}) {
  const groups = await fieldsOf(page);
  for (const group of groups) {
    const wanted = chosen[group.name];
    if (group.kind === 'radio') {
      await hands.choose(field(page, group.name, oneOf(group, wanted)));
    } else if (group.kind === 'checkbox') {
      for (const value of wanted ?? group.values.slice(0, 2)) await hands.choose(field(page, group.name, value));
    } else if (group.kind === 'day') {
      const parts = wanted ?? someDay(group);
      for (const [at, part] of ['day', 'month', 'year'].entries()) {
        await hands.fill(page.locator(`[name="${group.name}-${part}"]`), String(parts[at]));
      }
    } else {
      await hands.fill(field(page, group.name), String(wanted ?? somethingFor(group)));
    }
  }
  return groups.map((group) => group.name);
}

function oneOf(group, wanted) {
  const value = wanted ?? (group.values.includes('no') ? 'no' : group.values[0]);
  if (!group.values.includes(value)) throw new Error(`"${group.label}" offers ${group.values}, not ${value}`);
  return value;
}

function someDay(group) {
  if (/birth|naissance|born/i.test(group.label)) return BORN;
  return /suits|conviendrait/i.test(group.label) ? APPOINTMENT : SOME_DAY;
}

function somethingFor(group) {
  if (group.kind === 'email') return 'somebody@example.org';
  if (group.kind === 'tel') return '01632 960 001';
  if (group.kind === 'textarea' && /birth|naissance/i.test(group.label)) return CHILDREN;
  if (/insurance number|assurance nationale/i.test(group.label)) return 'AB 12 34 56 C';
  if (group.numeric) return '120';
  if (/town|ville/i.test(group.label)) return 'Carlisle';
  if (/postcode|code postal/i.test(group.label)) return 'CA1';
  if (/street|rue/i.test(group.label)) return '1 Sample Street';
  if (/name|nom/i.test(group.label)) return 'Robin Example';
  return 'Nothing in particular.';
}

const field = (page, name, value) => page.locator(value === undefined ? `main [name="${name}"]` : `main [name="${name}"][value="${value}"]`);

// The questions on the page in their order: {name, kind, label, values}. Three fields of a day are one question, and so
// are the radios or boxes of a group. The label is all that a person reads there, hint included.
async function fieldsOf(page) {
  return page.evaluate(() => {
    const groups = new Map();
    for (const input of document.querySelectorAll('main form :is(input, textarea, select):not([type=hidden])')) {
      const day = input.name.match(/^(.*)-(day|month|year)$/);
      const name = day ? day[1] : input.name;
      // An address has a field for each part, and one legend for all of them.
      const alone = input.type === 'text' && !day;
      const around = (alone ? null : input.closest('fieldset')) ?? input.closest('.govuk-form-group');
      const group = groups.get(name) ?? { name, kind: day ? 'day' : input.type, numeric: input.inputMode === 'decimal' && !day, label: around?.innerText ?? '', values: [] };
      group.values.push(input.value);
      groups.set(name, group);
    }
    return [...groups.values()];
  });
}
