// What staff do, in a browser of their own.
import { expect } from '@playwright/test';

// Signs in as somebody of this role and body; false if the demonstration has nobody like that.
export async function signIn(staff, role, body) {
  await staff.open('/staff/sign-in');
  const people = staff.page.locator('.govuk-radios__item').filter({ hasText: role }).filter({ hasText: body ?? '' });
  if ((await people.count()) === 0) return false;
  await staff.hands.choose(people.first().getByRole('radio'));
  await staff.press(staff.says('sign-in'));
  return true;
}

export async function signOut(staff) {
  await staff.press(staff.says('sign-out'));
}

// An officer of this body answers all that waits at its desk. Returns how many that were.
export async function clearTheDesk(staff, body) {
  if (!(await signIn(staff, staff.says('role-supplier-officer'), body))) return 0;
  let answered = 0;
  for (;;) {
    await staff.open('/desk');
    const next = staff.page.getByRole('button', { name: staff.says('desk-next') });
    if ((await next.count()) === 0) break;
    await staff.goOnBy(next);
    await staff.hands.choose(staff.page.getByRole('radio', { name: staff.says('desk-granted') }));
    await staff.hands.fill(staff.page.getByRole('textbox', { name: staff.says('desk-text') }), 'We have done this for you.');
    await staff.press(staff.says('desk-send'));
    expect((answered += 1)).toBeLessThan(100);
  }
  await signOut(staff);
  return answered;
}
