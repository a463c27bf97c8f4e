// A case as its page shows it.

// Its receipt, and of each body: what it does, who it is, its reference once it has one, and whether it has answered.
export async function readCase(visitor) {
  return visitor.page.evaluate(() => ({
    receipt: document.querySelector('.govuk-panel__body strong')?.innerText.trim(),
    link: document.querySelector('.portico-link a')?.href,
    parts: [...document.querySelectorAll('section[id^="req_"]')].map((part) => ({
      id: part.id,
      title: part.querySelector('h3').innerText,
      state: part.querySelector('.govuk-tag').innerText.trim(),
      body: part.querySelector('dl dd').innerText.split('\n')[0].trim(),
      facts: [...part.querySelectorAll('dl > div')].map((fact) => fact.innerText),
    })),
  }));
}

// Reloads until the case is as `hoped`, which agencies see to in their own time.
export async function waitForCase(visitor, hoped, { patience = 60_000, meanwhile = async () => {} } = {}) {
  for (const deadline = Date.now() + patience; ;) {
    const found = await readCase(visitor);
    if (hoped(found)) return found;
    if (Date.now() > deadline) throw new Error(`The case is not as hoped:\n${JSON.stringify(found, null, 1)}`);
    await meanwhile(found);
    await new Promise((again) => setTimeout(again, 500));
    await visitor.page.reload();
  }
}
