# What the pages of applications say. Every id stands in fr.ftl too; a test compares them.

go-on = Continue
day = Day
month = Month
year = Year
phone = Telephone:
optional = { $question } (optional)
save-for-later = Save and come back later
postcode-hint = For example, CA1 2AB. The first half is enough.
which-place = Which of these is it in?
which-place-hint = This postcode covers more than one place, and different bodies answer for them.

## Starting

start-how = How it works
start-how-answer = { $pages ->
    [one] You answer the questions on one page. Nothing is asked twice.
   *[other] You answer questions on at most { $pages } short pages. Nothing is asked twice.
}
start-how-check = You check your answers and see which bodies we will send them to.
start-how-receipt = You get one receipt, and one page that shows what each body says.
start-now = Start now
start-go-on = Go on with it
start-again = Start a new one
start-has-draft = You have begun this already. Your answers are kept.

## Mistakes

mistake-missing = Answer this question: { $question }
mistake-too-long = { $question }: use at most { $most } characters
mistake-not-a-day = { $question }: enter a real date, such as 27 3 2023
mistake-future = { $question }: enter a date that is not in the future
mistake-too-long-ago = { $question }: enter a year after 1900
mistake-not-an-option = { $question }: choose one of the answers
mistake-unknown-place = { $question }: we do not know this postcode. Check it. If it is right, this demonstration does not cover that place: ring the council there
mistake-which-place = { $question }: choose which place it is in
mistake-not-an-email = { $question }: enter an email address like name@example.org
mistake-not-a-phone = { $question }: enter a telephone number, such as 01632 960 001
mistake-wrong-shape = { $question }: we cannot read this answer

## Checking and sending

check-title = Check your answers
check-services = { $count ->
    [0] Nothing to send yet
    [one] We will send one request
   *[other] We will send { $count } requests
}
check-indication = This is what your answers suggest. The bodies decide, and you can always ask one to look at your case.
check-because-of = for { $place }
check-follows = We send this when “{ $service }” is done and its reference is recorded.
check-due = You should have an answer by { $day }.
check-others = { $count ->
    [one] One service that is not part of this
   *[other] { $count } services that are not part of this
}
check-others-help = These do not seem to concern you. If you think they do, add them.
check-add = Add it anyway:
check-anyway = { $service }
check-take-out = Take “{ $service }” out again
check-you-asked = You asked us to add this.
check-not-served = We know nobody who provides this at that place.
check-cannot-follow = This can only follow a service that is not part of what you send.
check-send-title = Now send it
check-send-help = By sending, you confirm that your answers are true as far as you know. Each body gets only the answers that it needs.
check-send = Send
check-nothing = None of the services fits your answers. Change an answer, or add a service anyway.

## Leaving and coming back

exit-contact = Who can help
exit-change = Change my answers
save-title = Come back later
save-kept = Your answers are kept. Nothing was sent yet.
save-link = To come back on any device, keep this link:
save-knows = We will ask for your date of birth, so keep the link to yourself.
save-not-yet = You have not told us your date of birth yet, so the link opens only on this device until you do.
come-back-title = Open your application
come-back-help = This link leads to an application. We ask one question to make sure it is yours.
come-back-born = What is your date of birth?
come-back-hint = As you gave it in the application. For example, 27 3 1980.
come-back-wrong = This is not the date we have. Check it and try again
come-back-missing = Enter your date of birth
come-back-locked = Too many wrong answers. Wait an hour and try again, or ring the body that answers

## The case

case-have-it = We have it
case-receipt = Your receipt
case-sent-on = sent { $at }
case-staff-title = Case { $receipt }
case-status-open = { $answered ->
    [0] { $count } answers are still to come. You do not need to do anything.
    [one] One of { $count } answers has come.
   *[other] { $answered } of { $count } answers have come.
}
case-status-done = All answers have come.
case-who = Who does what
case-by = Answer due by { $day }.
case-body = Who answers
case-their-reference = Their reference
case-place = Place
case-instrument = Under
case-system = System
case-history = What happened
case-next = What happens next
case-next-nothing = Nothing needs to be sent again. This page changes when a body answers.
case-come-back = Come back to this page
case-come-back-help = Keep this link. We will ask for your date of birth. The receipt alone opens nothing, so you can give it to anyone who helps you.

state-held = Waiting
state-queued = On its way
state-sent = With them
state-uncertain = Being checked
state-stuck = Being mended
state-granted = Done
state-refused = Refused
state-referred = For another body

case-part-held = We will send this to { $body } when “{ $service }” is done.
case-part-queued = We are sending this to { $body }.
case-part-sent = { $body } has it and is working on it.
case-part-uncertain = We are checking whether { $body } has received it. You do not need to send it again.
case-part-stuck = There is a problem on our side in reaching { $body }. We are mending it; you do not need to send it again.
case-part-granted = { $body } has done it.
case-part-refused = { $body } has said no. Read what they say below. You can ask them for the reasons and how to appeal.
case-part-referred = { $body } says another body should answer. A person here is looking for the right one; you do not need to send it again.

event-accepted = { $body } took it
event-granted = { $body } did it
event-refused = { $body } said no
event-referred = { $body } named another body
event-in-progress = { $body } sent news
event-late = { $body } wrote again
event-released = What it waited for is done
event-send-again = We send it again
event-reply-lost = No reply came; we ask again
event-uncertain = Nobody knows whether { $body } has it; a person checks
event-stuck = { $body } could not take it; a person mends it

## The supplier desk

desk-title = Requests for you to decide
desk-waiting = { $count ->
    [one] One request is waiting.
   *[other] { $count } requests are waiting, the one due first on top.
}
desk-next = Open the next one
desk-empty = Nothing is waiting. New requests appear here by themselves.
desk-reference = Reference
desk-service = Service
desk-due = Due by
desk-decide = What do you decide?
desk-granted = Done, or granted
desk-refused = Refused
desk-refused-hint = Say why, and how the person can appeal.
desk-not-ours = Not ours
desk-not-ours-hint = Say who should answer instead.
desk-text = Your words to the person
desk-text-hint = Plain words. They see this on their page.
desk-send = Send the answer
desk-no-outcome = Choose what you decide
desk-no-text = Say why: the person needs to know
desk-too-long = Use at most 2,000 characters

## Staff

sign-in-title = Sign in as staff
sign-in-demo = This way of signing in exists in the demonstration only, and only on this computer.
sign-in-who = Who are you?
sign-in = Sign in
sign-in-choose = Choose a person
staff-title = Staff
staff-hello = Hello { $name }. What would you like to do?
door-desk = Decide requests
door-desk-help = The requests that came to your body’s desk.
door-find = Find a case
door-find-help = By our receipt or by any body’s reference.
door-uncertain = Settle what is unclear
door-uncertain-help = Requests whose replies were lost, or that a system refuses to take.
door-clock = Move the demonstration’s clock
door-clock-help = See what the first of April changes.
find-title = Find a case
find-label = Receipt, or a body’s reference
find-hint = For example, 7KQ2-M9XD-4T3. Small letters and spaces do not matter in a receipt.
find = Find
find-empty = Enter a receipt or a reference
find-found = { $count ->
    [0] Nothing found
    [one] One request found
   *[other] { $count } requests found
}
find-nothing = No case has this receipt or reference. Check it for slips: a receipt has eleven letters and figures.
uncertain-title = Settle what is unclear
uncertain-help = Ask the body. If it has the request, enter its reference. If not, send it again: the key stays the same.
uncertain-empty = Everything is clear. Nothing needs a person.
uncertain-reference = Their reference
uncertain-they-have-it = They have it
uncertain-send-again = They do not have it: send it again
uncertain-no-reference = Enter their reference

## The demonstration's clock

clock-title = The demonstration’s clock
clock-now = It is { $at }.
clock-help = Days, deadlines and responsibilities follow this clock. It only moves forward. Sign-ins and signatures follow the real time.
clock-to = On to { $day }
clock-day = Move on to the morning of
clock-move = Move the clock
clock-backwards = The clock only moves forward: enter a later day

## Problems

problem-draft-missing = We cannot find that application
problem-draft-missing-next = Open it by the link you kept, or start again.
problem-stale = The government’s data has just changed
problem-stale-next = Nothing was lost. Try again.
problem-key-missing = The header Idempotency-Key is missing
problem-key-missing-next = Send a key of 16 to 100 characters that nobody can guess, the same one when you try again.
problem-key-used = This key was used for other answers
problem-key-used-next = Use a new key for a new application.
problem-unanswered = An answer is missing or not in order: { $page }
problem-unanswered-next = Compare the answers with the questions at /api/journeys.
problem-exit = These answers cannot be sent: { $exit }
problem-exit-next = The journey says who can help instead.
problem-nothing-applies = None of the services fits these answers
problem-nothing-applies-next = Change an answer, or name services under “anyway”.
problem-pass = The pass is missing, wrong or no longer valid
problem-pass-next = Send the application’s pass as a bearer token.
problem-signature = The signature does not match
problem-signature-next = Sign the message as docs/guides/add-a-connector.md says.
problem-move = The request is no longer where it was
problem-move-next = Open it again to see what happened in between.
