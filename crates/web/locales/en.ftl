# What the page kit says in English. Other crates add their own files; ids are shared, so theirs begin with their noun.

language-name = English
said = { $text }

# The frame of every page
skip-link = Skip to main content
languages-label = Language
navigation-label = Menu
signed-in-as = { $name }, { $role }
sign-out = Sign out
demo-label = Demonstration
demo-tag = Demonstration
demo-text = Nothing you send here reaches a real public body.
demo-clock = In this demonstration it is { $clock }.
demo-clock-link = Move the clock
footer-title = About this service
footer-accessibility = Accessibility
footer-privacy = Privacy
footer-cookies = Cookies

# Forms
error-in-title = Error:
# Read aloud before a field’s error; a colon follows.
error-word = Error
error-summary-title = There is a problem
continue = Continue
save-and-continue = Save and continue
back = Back
change = Change
yes = Yes
no = No
none-given = Not given
optional-label = { $label } (optional)
day-label = Day
month-label = Month
year-label = Year
characters-hint = You can enter up to { $max } characters
# The script counts: it puts the number in the place of %{"{"}count{"}"}.
characters-left-one = You have %{"{"}count{"}"} character remaining
characters-left-other = You have %{"{"}count{"}"} characters remaining
characters-none-left = You have 0 characters remaining
characters-over-one = You have %{"{"}count{"}"} character too many
characters-over-other = You have %{"{"}count{"}"} characters too many
breadcrumbs-label = Where you are
warning = Warning
important = Important
success = Success
contents = Contents
next-page = Next page
previous-page = Previous page
pages-label = Pages

# Roles
role-contact-agent = contact adviser
role-supplier-officer = case officer
role-catalogue-manager = catalogue manager
role-transfer-planner = transfer planner
role-transfer-approver = transfer approver
role-operator = operator

# Problems: what happened, and what to do next
problem-home = Go to the first page of this service
problem-not-found = We cannot find that page
problem-not-found-next = Check the address. If you followed a link to an application or a case, open the link that you kept, in full.
problem-forbidden = You cannot open this page
problem-forbidden-next = This page is for somebody else. If you think you should see it, ask the person who sent you here.
problem-other-role = Your role does not open this page
problem-other-role-next = You are signed in, but this page is for another role. Sign out and sign in with the role you need, or ask the person who manages roles in your organisation.
problem-not-signed-in = You are not signed in
problem-not-signed-in-next = Sign in and try again.
problem-no-session = We do not know which application this is
problem-no-session-next = You may have been away for a while, or be using another browser. If you kept the link to your application or case, open it: it works in any browser. Without the link we cannot open what you began, so start again from the first page. What was sent stays sent: a body that answers can find it by your receipt.
problem-staff-off = Staff pages are off
problem-staff-off-next = Staff can sign in once an identity provider is configured. If you run this service, see the guide on signing in staff.
problem-stale-form = This form was not sent, and nothing was saved
problem-stale-form-next = It may have been open for too long, or your browser may not keep cookies. Go back, copy anything you do not want to type again, load the page again and send the form once more.
problem-method-not-allowed = This page cannot be used like that
problem-method-not-allowed-next = Go back and follow a link or use a button on a page of this service.
problem-too-large = What you sent is too long
problem-too-large-next = Nothing was saved. Go back, shorten the longest texts or choose a smaller file, and send the form again.
problem-media-type = We cannot read what was sent
problem-media-type-next = Nothing was saved. Go back and send the form from a page of this service.
problem-bad-request = We do not understand this request
problem-bad-request-next = Check the address, or go back and try again from a page of this service.
problem-busy = The service is busy
problem-busy-next = Nothing was saved. Wait a few seconds, then go back and send the form again, or load this page again.
problem-outcome-unknown = We do not know whether this was saved
problem-outcome-unknown-next = Go back and send the same form again. It will not be taken twice.
problem-erased = This was erased
problem-erased-next = The information was deleted as the law requires, and nobody can bring it back.
problem-internal = Sorry, there is a problem with this service
problem-internal-next = What you saved on earlier pages is safe. Try again later.

# The same for who writes a client
problem-api-not-found = There is nothing at this address
problem-api-not-found-next = Check the path and the ids in it.
problem-api-method-not-allowed = This address does not take that method
problem-api-method-not-allowed-next = The header Allow names the methods that it takes.
problem-api-media-type = This content type is not taken here
problem-api-media-type-next = Nothing was saved. Send JSON with the header content-type: application/json, or a file with application/octet-stream where one is asked for.
problem-api-too-large = The body is too long
problem-api-too-large-next = Nothing was saved. Shorten the longest texts, or send a smaller file.
problem-api-bad-request = The request cannot be read
problem-api-bad-request-next = Check the path, the query and the headers.
problem-api-busy = The service is busy
problem-api-busy-next = Nothing was saved. Send the same again after the seconds that the header Retry-After names.
problem-api-outcome-unknown = It is not known whether this was saved
problem-api-outcome-unknown-next = Send the same again, with the same Idempotency-Key if there was one: it is not taken twice.

## The pages that the footer leads to

accessibility-title = Accessibility
accessibility-1 = Every page works by keyboard alone, without scripts, at 320 pixels and with text twice as large. We check each one with an automatic tool in two languages and two widths.
accessibility-2 = Automatic tools find only part of what gets in people’s way. These pages have not yet been tested by people who use screen readers or other aids every day.
accessibility-3 = If something gets in your way, tell the body that you are dealing with: it can do the same for you by telephone or at the counter.
privacy-title = Privacy
privacy-what = What we do with your answers
privacy-what-1 = We ask only what the services need, and each body gets only the answers that its service needs.
privacy-what-2 = Your answers are sealed with a key of your own. That key is itself sealed, and what opens it is kept apart from the database. Your answers stand in no log and in no address.
privacy-what-3 = Your receipt opens nothing by itself. Your link opens your application only together with your date of birth.
privacy-what-4 = Staff who open your case are recorded, with the reason why they may.
privacy-who = Who is responsible
privacy-who-1 = Each body that answers is responsible (in law, the controller) for what it receives from you and for what it decides. Your case page names it beside each request.
privacy-who-2 = Whoever runs this service is responsible for what is kept here: what you have begun, what you have sent, and what the bodies said about it.
privacy-who-demo = This is a demonstration: it is run by whoever started it, and no public body receives anything.
privacy-long = How long it is kept
privacy-long-1 = What you have begun, what you have sent, and what the bodies said stay here for as long as this service does. Nothing of it is deleted by itself at present.
privacy-long-2 = So do the entries that say who did what and when. They hold none of your answers.
privacy-long-3 = What your browser may open is forgotten two hours after your last visit, and after a day at the latest.
privacy-long-4 = Each body keeps what it received for as long as its own rules say. Ask it.
privacy-rights = Your rights, and whom to ask
privacy-rights-1 = You can ask to see what is kept about you, to have it corrected or deleted, to have its use limited, and you can object to its use. Ask the body named beside your request for what it has, and whoever runs this service for what is kept here. Say your receipt: it is enough to find your application.
privacy-rights-2 = If the answer does not satisfy you, you can complain to the authority that watches over data protection in your country.
cookies-title = Cookies
cookies-1 = We use two cookies. One remembers which application you are working on, until two hours after your last visit and for a day at most. The other remembers your language for a year.
cookies-2 = Both are needed for these pages to work. Nobody else can read them, and we measure nothing with them.
cookies-3 = The pages’ scripts may keep in your browser, until you close it, which parts of a page you have opened.

# Between a name and what it is
colon = :
