# What the pages of applications say. Every id stands in fr.ftl too; a test compares them.

go-on = Continue
address-line = Building and street
address-line-2 = Building and street, second line (optional)
address-town = Town or city
address-postcode = Postcode
day = Day
month = Month
year = Year
phone = Telephone:
optional = { $question } (optional)
notice = Important
save-for-later = Save and come back later
postcode-hint = For example, CA1 2AB. The first half is enough.
which-place = Which of these is it in?
place-none-of-these = None of these, or I don’t know
place-elsewhere = This place is outside the area served here: go on without it
place-elsewhere-hint = We then send nothing to the council of that place, and tell you whom to ask. Everything else goes on as usual.
place-no-postcode = It is not in the UK, or there was no home
place-no-postcode-hint = We then send nothing to a council for that place. Everything else goes on as usual.
place-no-postcode-ends = It is not in the UK
place-elsewhere-ends = This place is outside the area served here
place-elsewhere-ends-hint = Then there is nothing we can send. The next page says whom to ask and what you can do.
or = or
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
start-has-draft = You have begun this already, on { $at }. Your answers are kept.
start-has-drafts = You have begun this more than once, last on { $at }. Your answers are kept.
start-others = See all that you have begun

## Mistakes

mistake-missing = Answer this question: { $question }
mistake-too-long = “{ $question }”: use at most { $most } characters
mistake-not-a-day = “{ $question }”: enter a real date, such as { $like }
mistake-day-without = “{ $question }”: { $parts ->
    [day] the day is missing
    [month] the month is missing
    [year] the year is missing
    [day-month] the day and the month are missing
    [day-year] the day and the year are missing
   *[other] the month and the year are missing
}. Enter the whole date, such as { $like }
mistake-short-year = “{ $question }”: write the year with four figures, such as { $like }
mistake-future = “{ $question }”: enter a date that is not in the future
mistake-past = “{ $question }”: enter a date that is today or later
mistake-too-long-ago = “{ $question }”: enter a date that is not before { $first }
mistake-outside-days = “{ $question }”: enter a date from { $first } to { $last }
mistake-day-before = “{ $question }”: enter a date that is not before { $day }, your answer to “{ $other }”
mistake-day-after = “{ $question }”: enter a date that is not after { $day }, your answer to “{ $other }”
mistake-too-young = “{ $question }”: you have to be at least { $years } years old. If you are younger, ask an adult to do this
mistake-weekend = “{ $question }”: { $day } is a Saturday or a Sunday. Choose a day from Monday to Friday
mistake-holiday = “{ $question }”: { $day } is a bank holiday ({ $name }). Choose a day on which offices are open
mistake-not-a-person = “{ $question }”: line { $line } is not a name with a date of birth after it. Write, for example: Kit Example, 9 February 2015
mistake-no-such-birthday = “{ $question }”: line { $line } has a day that is not in the calendar. Check the date of birth
mistake-not-an-option = “{ $question }”: choose one of the answers
mistake-not-a-postcode = “{ $question }”: enter a postcode, such as CA1 2AB, or its first half
mistake-no-postcode = “{ $question }”: enter a postcode, such as CA1 2AB, or its first half. If there is none, tick the box below it
mistake-place-not-served = “{ $question }”: { $outward } is outside the area served here. Check the postcode. If it is right, tick the box below it
mistake-which-place = “{ $question }”: this postcode covers more than one place. Choose which of them it is
mistake-not-an-email = “{ $question }”: enter an email address like name@example.org
mistake-not-a-phone = “{ $question }”: enter a telephone number, such as 01632 960 001
mistake-not-a-name = “{ $question }”: enter the name in letters
mistake-not-a-whole-number = “{ $question }”: enter a whole number, such as 12
mistake-not-a-number = “{ $question }”: enter a number with at most { $decimals } decimals, such as 12.5
mistake-not-money = “{ $question }”: enter an amount of money, such as 120 or 120.50
mistake-too-small = “{ $question }”: enter { $bound } or more
mistake-too-large = “{ $question }”: enter { $bound } or less
mistake-other-shape = “{ $question }”: enter it as it is written on letters, such as { $like }
mistake-mistyped-identifier = “{ $question }”: one of the figures is not right. Check each of them
mistake-address-line = “{ $question }”: enter the building and street
mistake-address-town = “{ $question }”: enter the town
mistake-address-postcode = “{ $question }”: enter the postcode
mistake-wrong-shape = “{ $question }”: we cannot read this answer
question-changed = Nothing was saved just now: this page was changed since you opened it.
question-changed-next = You may have answered it in another tab. Check what stands here, then continue. We keep what stands here then.
question-changed-there = Where you typed something else here, this was saved before:
question-unsent = Nothing was sent: something on this page has to be answered or put right first.
exit-unsent = Nothing was sent: your answers lead to this page.
changed-unsent = Nothing was sent: look at these changes first.
question-added = Some of this is asked only because you added “{ $service }”.
question-not-added = Do not add “{ $service }” after all

## Checking and sending

check-title = Check your answers
check-not-given = Not given
check-services = { $count ->
    [0] Nothing to send yet
    [one] We will send one request
   *[other] We will send { $count } requests
}
check-indication = This is what your answers suggest. The bodies decide, and you can always ask one to look at your case.
check-cost = Cost:
check-free = Free
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
check-leave-out = Leave this out
check-put-back = Put it back
check-needed = This cannot be left out while “{ $service }” is part of it, which waits for this.
check-left-out = { $count ->
    [one] One service that you leave out
   *[other] { $count } services that you leave out
}
check-left-out-help = Your answers suggest these. They are not sent unless you put them back.
check-follows-left-out = This has to follow “{ $service }”, which you leave out.
check-you-asked = You asked us to add this.
check-because = Why this is suggested
check-because-not = Why your answers do not suggest this
check-change = It would be suggested if you had answered:
check-change-not = anything but
check-change-or = or
check-change-words = what fits { $cell }
check-change-least = a day at least { $years } years ago
check-change-less = a day less than { $years } years ago
check-change-between = a day { $from } to { $to } full years ago
check-change-exactly = a day { $years } full years ago
check-change-same = { $value }
check-change-below = less than { $to }
check-change-most = at most { $to }
check-change-more = more than { $from }
check-change-least-number = at least { $from }
check-change-from-to = from { $from } to { $to }
check-change-more-most = more than { $from } and at most { $to }
check-change-least-below = at least { $from } and less than { $to }
check-change-more-below = more than { $from } and less than { $to }
check-change-before = before { $to }
check-change-until = { $to } or earlier
check-change-after = after { $from }
check-change-from-day = { $from } or later
check-change-day-from-to = from { $from } to { $to }
check-change-after-until = after { $from } and until { $to }
check-change-from-before = { $from } or later and before { $to }
check-change-after-before = after { $from } and before { $to }
check-law = The rule: { $law }
check-person = The rules do not settle this. A person there looks at your case and decides.
check-elsewhere-title = { $count ->
    [one] One service to ask for elsewhere
   *[other] { $count } services to ask for elsewhere
}
check-elsewhere-find = You can find the council there by its postcode:
check-elsewhere = The place ({ $outward }) is outside the area we serve: the council there answers. Ask it directly.
check-elsewhere-open = We do not know which council answers for this place ({ $outward }). Find it by the whole postcode and ask it directly.
check-elsewhere-nowhere = The place is not in the UK, or there was no home, so we cannot tell which council answers. Ask the one where you need this.
check-follows-elsewhere = This has to follow “{ $service }”, which a body outside the area we serve does. Ask that body what comes next.
check-cannot-follow = This can only follow a service that is not part of what you send.
check-use = What they will receive, and why they may
check-use-answers = Your answers to these questions, and nothing else:
check-use-nothing = None of your answers: only that you ask for this.
check-use-under = Under:
check-use-came-by = It came to them by:
check-use-controller = Responsible for your data:
check-basis-contract = They need this for a contract with you.
check-basis-legal-obligation = The law obliges them to have this.
check-basis-vital-interests = They need this to protect somebody’s life.
check-basis-public-task = They need this for a task in the public interest.
check-basis-legitimate-interests = They have a legitimate interest in this.
check-changed = Nothing was sent: something has changed since you last saw this page.
check-changed-next = You may have changed an answer in another tab, or another body may answer by now. What changed is marked below. Check it, then send.
check-changed-row = Changed since you last saw this page
check-changed-gone = No longer part of it:
check-send-title = Now send it
check-send-help = By sending, you confirm that your answers are true as far as you know. Each body gets only the answers that it needs.
check-send = Send
check-nothing = None of the services fits your answers. Change an answer, or add a service anyway.
check-nothing-agreed = Nothing is sent unless you agree to a request above. Agree or refuse: you decide, and refusing costs you nothing.
check-nothing-left-out = You leave out all that your answers suggest. Put something back, or change an answer.
check-nothing-elsewhere = Bodies outside the area we serve do all that your answers suggest. Ask them directly: what to ask for stands above.

## What nobody takes
untaken-title = { $count ->
    [one] This concerns you, and nobody takes it today
   *[other] These concern you, and nobody takes them today
}
untaken-help = { $count ->
    [one] We cannot send it for you now. Ask again later, or ring the number named with it.
   *[other] We cannot send them for you now. Ask again later, or ring a number named with them.
}
untaken-nobody = It was with { $body } until { $day }, and nobody was named to follow.
untaken-unserved = We know nobody who provides this where you need it.
untaken-follows = This has to follow “{ $service }”, which nobody was named to take.
untaken-ring = Telephone, { $body }: { $phone }
untaken-nothing = Nothing can be sent today, because nobody takes what concerns you. Your answers are kept: come back later.
untaken-sent-title = { $count ->
    [one] This concerned you, and was not sent
   *[other] These concerned you, and were not sent
}
untaken-sent-help = { $count ->
    [one] Nobody took it on the day the rest was sent. Ask for it again later, or ring the number named with it.
   *[other] Nobody took them on the day the rest was sent. Ask for them again later, or ring a number named with them.
}

## Changing something after sending

late-title = This was sent already
late-not = Your change was not sent.
late-when = You sent this application on { $at }. What you have just changed came after that, so no body has it.
late-ask = Whom to ask
late-ask-help = If something has to change, ask the body that answers for it. Name your receipt: { $receipt }.
late-case = Go to your case

## Leaving and coming back

exit-contact = Who can help
exit-change = Change my answers
save-title = Come back later
save-kept = Your answers are kept. Nothing was sent yet.
save-link = To come back on any device, keep this link:
save-knows = We will ask for your date of birth, so keep the link to yourself.
not-right = Not right yet, and kept as you typed it:
not-right-next = Put this right before you send your application.
save-not-yet = You have not told us your date of birth yet. The link works once you have. Until then, go on in this browser.
discard-title = Throw this application away
discard-begun = You began it on { $at }, and have not sent it.
discard-gone = { $files ->
    [0] All that you answered will be gone. Nobody can bring it back.
    [one] All that you answered will be gone, and the document that you gave. Nobody can bring it back.
   *[other] All that you answered will be gone, and the { $files } documents that you gave. Nobody can bring it back.
}
discard-yes = Throw it away
discard-no = Keep it, and go on
come-back-title = Open your application
come-back-help = This link leads to an application. We ask one question to make sure it is yours.
come-back-born = What is your date of birth?
come-back-hint = As you gave it in the application. For example, 27 3 1980.
come-back-wrong = This is not the date we have. Check it and try again
not-yet-title = This link does not open yet
not-yet-why = The application it leads to has no answer to this question yet: “{ $question }”. We ask for that answer to make sure that the application is yours.
not-yet-next = Go on in the browser in which you began. The answers are kept there until two hours after your last visit. Once that question is answered, this link works on any device.
not-yet-start = If you cannot get back to that browser,
not-yet-start-link = start again
come-back-missing = Enter your date of birth
come-back-whole = Enter the day, the month and the year
come-back-year = Enter the year in four digits, such as 1962
come-back-not-a-day = Enter a real date, such as 27 3 1980
come-back-locked = Too many wrong dates. Wait an hour, then try again: what you told us is kept

## The case

case-have-it = We have it
case-receipt = Your receipt
case-sent-on = sent { $at }
case-staff-title = Case { $receipt }
case-status-open = { $answered ->
    [0] { $count ->
        [one] One answer is still to come.
       *[other] { $count } answers are still to come.
    }
    [one] One of { $count } answers has come.
   *[other] { $answered } of { $count } answers have come.
}
case-status-done = All answers have come.
case-status-nothing-to-do = You do not need to do anything.
case-status-unsent = { $count ->
    [one] One service was not sent: see below how to ask for it.
   *[other] { $count } services were not sent: see below how to ask for them.
}
case-elsewhere-help = { $count ->
    [one] We could not send this for you. If you need it, ask for it yourself.
   *[other] We could not send these for you. Ask for those that you need yourself.
}
case-status-ended = Nothing more is to come. Some of it was not sent, was taken back or was closed: see below.
case-who = Who does what
case-by = Answer due by { $day }.
late = Late
late-since = Late: was due on { $day }
late-was-due = was due on { $day }
case-late = This is taking longer than it should. You can ask { $body } and give this reference: { $reference }.
case-calls = Telephone, { $body }:
case-body = Who answers
case-their-reference = Their reference
case-place = Place
case-instrument = Under
case-system = System
case-history = What happened
case-ask = Whom to ask
case-use = What they received, and why
case-ours = Our message
case-next = What happens next
case-next-unsent = What was not sent, you have to ask for yourself. It says above how.
case-next-nothing = Nothing needs to be sent again. This page changes when a body answers.
case-next-ended = Nothing more happens by itself. Where you still need something, ask the body named beside it; it can find this by your receipt.
case-come-back = Come back to this page
case-come-back-help = Keep this link. We will ask for your date of birth. The receipt alone opens nothing, so you can give it to anyone who helps you.

state-held = Waiting
state-queued = On its way
state-asking = Checking it arrived
state-sent = With them
state-uncertain = Being checked
state-stuck = Being mended
state-granted = Done
state-refused = Refused
state-referred = For another body
state-not_sent = Not sent
state-closed = Closed

case-part-held = We will send this to { $body } when “{ $service }” is done.
case-part-queued = We are sending this to { $body }.
case-part-asking = We have sent this, and no reply has come: we are asking { $body } whether they have it. You do not need to send it again.
case-part-sent = { $body } has it and is working on it.
case-part-uncertain = We are checking whether { $body } has received it. You do not need to send it again.
case-part-stuck = There is a problem on our side in reaching { $body }. We are mending it; you do not need to send it again.
case-part-granted = { $body } has done it.
case-part-refused = { $body } has said no. Read what they say below.
case-appeal = If you think that this is wrong
case-appeal-ask = If you think that this is wrong, ask { $body } for the reasons and how to appeal.
case-part-referred = { $body } says another body should answer. A person here is looking for the right one; you do not need to send it again.
case-part-referred-next = { $body } says that { $next } answers this. A person here is seeing to it; you do not need to send it again.
case-part-not_sent = We did not send this to { $body }, because “{ $service }” was not done and has to come first. You do not need to do anything else here. If you think it should go ahead, ask { $ask }.
case-part-closed = We could not get an answer to this, and have closed it. Read our message below. If you still need it, ask { $ask }.

event-accepted = { $body } took it
event-still-there = { $body } has it still, under its earlier reference: nothing was sent again
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
event-not-sent = Not sent: what had to come first was not done
event-sent-anyway = We send it all the same
event-sent-on = We send it on to { $body }
event-moved = Given to { $body }, who answers now. Nothing needs to be sent again
event-closed = Closed by the people who run this service

## The supplier desk

desk-title = Requests for you to decide
desk-waiting = { $count ->
    [one] One request is waiting.
   *[other] { $count } requests are waiting, the one due first on top.
}
desk-next = Open the next one
desk-empty = Nothing is waiting. New requests appear here by themselves.
desk-ended = { $body } is no more: its last day was { $until }. No new requests come here.
desk-ended-now = { $body } is no more: its last day was { $until }. Its work is now with: { $bodies }. New requests go there.
desk-reference = Reference
desk-service = Service
desk-due = Due by
desk-decide = What do you decide?
desk-granted = Done, or granted
desk-in-progress = Not finished yet: send news
desk-in-progress-hint = For example an appointment. The request stays with you, and what waits for it goes on waiting.
desk-refused = Refused
desk-refused-hint = Say why, and how the person can appeal. The person is told to ask you for both.
desk-refused-appeal = Say why. The person is told with it: { $appeal }
desk-not-ours = Not ours
desk-not-ours-hint = Say who should answer instead.
desk-next-body = If it is not yours, which body answers?
desk-next-body-hint = Whoever sends it on sees your choice, and so does the person.
desk-next-unknown = I do not know
desk-text = Your words to the person
desk-text-hint = Plain words. They see this on their page.
desk-send = Send the answer
desk-no-outcome = Choose what you decide
desk-no-power = You have no power to decide on this request. You can send news, or say that it is not yours.
desk-no-power-others = You have no power to decide on this request. Ask { $people }. You can send news, or say that it is not yours.
desk-without-power = You have no power to decide on this request: nothing was sent
desk-no-text = Say why: the person needs to know
desk-no-news = Say how it stands: the person needs to know
desk-too-long = Use at most 2,000 characters
desk-changed = Nothing was sent: this request has changed since you opened it
desk-changed-next = Perhaps a colleague was quicker. Read what was said so far, then decide. What you typed is still there.
desk-before = What came with it: { $body } had it before
desk-before-reference = Its reference there:
desk-before-what = : { $what }
desk-said = Said so far
desk-already = Answered already
desk-already-when = This request was answered on { $at } by { $by }. Nothing was changed.
desk-already-system = the body’s own system

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
door-find-help = By our receipt, by any body’s reference, or by a person. Also: who took over from a body that is no more.
door-uncertain = Settle what is unclear
door-uncertain-help = Requests whose replies were lost, that a system refuses to take, or that a body says are not its own.
door-clock = Move the demonstration’s clock
door-clock-help = See what the first of April changes.
find-title = Find a case
find-label = Receipt, or a body’s reference
find-hint = For example, 7KQ2-M9XD-4T3. Capitals and small letters, spaces and dashes do not matter. The telephone number, page address, postal address or name of a body says whether it still answers, or who took over.
find = Find
find-person = Find by a person instead
find-name = Name
find-name-hint = As many parts of it as you have, in any order. All of them must fit.
find-date = Date of birth
find-born = Enter the date of birth as well, such as 27 3 1985
find-born-no-day = There is no such day. Check the date of birth, such as 27 3 1985
find-due = Answer due by
find-before = Answered before
find-empty = Enter a receipt, a reference, or a name with a date of birth
find-found = { $count ->
    [0] Nothing found
    [one] One case found
   *[other] { $count } cases found
}
find-nothing = No case has this receipt, reference or person. Check what you typed for slips: a receipt has eleven letters and figures.
followed-title = { $body } is no more
followed-since = Since { $day }, others have taken over from it.
followed-under = Since { $day }, others have taken over from it, under this order: { $instrument }.
followed-what = Took over
followed-everything = everything people used of it
followed-most = what people used of it, but for the services below
followed-elsewhere = Services that went elsewhere
followed-service = { $service }: { $body }
followed-service-nobody = { $service }: nobody has been named yet
followed-instead = in place of { $body }
followed-more = { $count ->
    [one] and one more service
   *[other] and { $count } more services
}
followed-where = For
followed-phone = Telephone now
followed-email = E-mail now
followed-page = Page now
followed-address = Address now
followed-thing-pages = its page addresses
followed-thing-telephones = its telephone numbers
followed-thing-postal-addresses = its postal addresses
followed-thing-case-references = its case references
followed-thing-complaints = open complaints
followed-thing-information-requests = open information requests
followed-thing-appeals = appeals
followed-next = Is the call about a case? References of the old body still work.
followed-search = Find the case by its reference
living-title = { $body } still answers
living-phone = Telephone
living-email = E-mail
living-page = Page
living-address = Address
living-next = Is the call about a case?
uncertain-title = Settle what is unclear
uncertain-help = Open a request to settle it: send it again, send it on to another body, or close it with words to the person.
uncertain-empty = Everything is clear. Nothing needs a person.
uncertain-reference = Their reference
uncertain-count = { $count ->
    [0] No request needs a person
    [one] One request needs a person
   *[other] { $count } requests need a person
}
uncertain-count-not-sent = { $count ->
    [0] No request was held back
    [one] One request was not sent, because what comes first was not done
   *[other] { $count } requests were not sent, because what comes first was not done
}
uncertain-count-late = { $count ->
    [0] No answer is late
    [one] One answer is late
   *[other] { $count } answers are late
}
uncertain-help-late = The day by which these answers were promised has passed. Ask the body what holds it up; the person is told that they may ask, too.
uncertain-empty-late = No answer is late.
uncertain-empty-not-sent = No request was held back.
uncertain-open = Settle this request
uncertain-named = The body they name
uncertain-named-now = { $body } follows it now
uncertain-because = Was not done first
uncertain-why = Why it was not taken
uncertain-receipt = Our receipt
uncertain-since = Since
uncertain-due = Answer due by
uncertain-page = Page { $page } of { $pages }
uncertain-pages = Pages of requests
uncertain-previous = Previous page
uncertain-next = Next page
settle-they-have-it = They have it
settle-they-have-it-help = Ask the body. If it has the request, enter its reference.
settle-no-reference = Enter their reference
settle-send-again = Send it again
settle-send-again-help-uncertain = Only if you know that the body does not have it. The key stays the same.
settle-send-again-help-stuck = Once the reason is mended. The key stays the same.
settle-send-again-help-referred = If you have cleared it up with the body and it takes it after all. The key stays the same.
settle-send-anyway = Send it all the same
settle-send-anyway-help = For example because the reference that it needs has arrived another way.
settle-send-on = Send it on to another body
settle-send-on-help = The request keeps its receipt. The body you choose becomes the one that answers.
settle-send-on-uncertain = First make sure that the body that may have it will not act on it too.
settle-nobody-else = We know no other body that takes requests for this service. You can close this one and say whom to ask.
settle-to = Which body, and through which system?
settle-choose = Choose a body
settle-no-body = Choose the body that is to answer
settle-why = Why?
settle-public = Plain words. The person reads this on their page.
settle-no-why = Say why
settle-close = Close it
settle-close-help = Nobody will answer it any more, and what waits for it is not sent.
settle-close-hint = Plain words: why this ends here, and what they can do. They see this on their page.
settle-no-words = Tell the person why this ends here
settle-ask = Whom should they ask?
settle-no-ask = Choose whom they should ask
settle-settled = This is settled. Nothing needs a person.

## The demonstration's clock

clock-title = The demonstration’s clock
clock-now = It is { $at }.
clock-help = Days, deadlines and responsibilities follow this clock. It only moves forward. Sign-ins and signatures follow the real time.
clock-to = On to { $day }
clock-day = Move on to the morning of
clock-move = Move the clock
clock-no-day = Enter the day to move on to
clock-not-a-day = Enter a real day, with all four figures of the year, such as 1 4 2023
clock-backwards = The clock only moves forward: enter a day after { $today }
clock-too-far = Enter a day that is no later than { $last }

## Problems

problem-draft-missing = We cannot find that application
problem-draft-missing-next = Open it by the link you kept, or start again.
problem-stale = The government’s data has just changed
problem-stale-next = Nothing was lost. Try again.
problem-key-missing = The header Idempotency-Key is missing, or not 16 to 100 characters long
problem-key-missing-next = The key names this application, so that trying again does not send it twice. Send 16 to 100 letters, figures or signs that nobody can guess, without spaces; the same ones whenever you try again.
problem-needed = “{ $service }” cannot be left out while “{ $waiting }” is part of it
problem-needed-next = “{ $waiting }” waits for it. Go back, and leave that out first or keep both. Nothing was changed.
problem-changed = The answers were changed in the meantime
problem-changed-next = Nothing was sent. Look at them again, then send.
problem-key-used = This key was used for another application: other answers, other services under “anyway”, “left_out” or “agreed”, or another “language”
problem-key-used-next = Use a new key for a new application.
problem-unanswered = An answer is missing or not in order: { $page }
problem-unanswered-next = Compare the answers with the questions at /api/journeys.
problem-answers = Some answers cannot be taken
problem-answers-next = Each is named under “errors”, with a JSON pointer into what you sent. The questions are at /api/journeys/{ $journey }.
problem-journey-unknown = We know no journey of this name
problem-journey-unknown-next = The journeys are at /api/journeys.
problem-json = The body is not JSON that can be read: { $why }
problem-not-sent-as-json = The body was not sent as JSON
problem-json-next = Send one JSON object, with the header content-type: application/json.
problem-json-shape = The body is JSON, but not as agreed: { $why }
problem-json-shape-next = Send an object with journey (a text) and answers (an object: for each question’s id, its answer). language (en or fr) and the lists of service types anyway, left_out and agreed may be left out.
problem-json-shape-asked = Send an object with answers (an object with an answer for each question that is answered so far) and, if you like, services (a list of service types).
api-not-asked = This is not asked after the other answers. Leave it out, or check the answers that it depends on.
api-unknown-question = No question of this journey has this id.
api-unknown-service = No service of this journey has this id. Known: { $known }.
api-unknown-key = A place has no such key. Send postcode, and where it is needed either area or elsewhere.
api-want-text = Send one text.
api-want-list = Send a list of texts, even for one: ["…"].
api-want-day = Send a day of the calendar as a text, year first: "2023-03-20".
api-no-consent = This service does not rest on consent. Leave it out.
api-want-address = Send an object with lines (a list), town and postcode.
api-want-place = Send the postcode as a text, or an object with postcode and either area or elsewhere.
api-not-an-option = Send one of: { $options }.
api-which-place = The postcode covers several areas. Send an object with postcode and area, one of: { $areas }. If it is none of them, or nobody knows, send elsewhere with the first half of the postcode in place of area.
api-place-not-served = The place is outside the area served here. Check the postcode. To go on without it, send an object with postcode and elsewhere: "{ $outward }". What that place decides is then not sent.
api-not-a-postcode = This is no postcode of the UK. For a place abroad, or where there was no home, send an object with postcode (as it is written there, or an empty text) and elsewhere: "none".
api-other-elsewhere = This is not the postcode’s first half, "{ $outward }". Check both.
api-both-ways = This service stands under “anyway” as well. Name it under one of the two.
api-needed = { $service } waits for this. Leave both out, or neither.
api-other-area = The postcode lies in { $area }. Send that, or leave area out.
api-not-elsewhere = The place is served here. Leave elsewhere out.
problem-exit = These answers cannot be sent: { $exit }
problem-exit-next = The journey says who can help instead.
problem-nobody = Nobody we know answers for these services at that place today
problem-nobody-next = Nothing was sent, and nothing you wrote is lost. Try again another day, or choose another place.
problem-nothing-applies = None of the services fits these answers
problem-nothing-applies-next = Change an answer, or name services under “anyway”.
problem-nothing-wanted = Nothing is left to send: what the answers call for was left out, or the person did not agree to it
problem-nothing-wanted-next = Name fewer services under “left_out”, or name under “agreed” those that the person agrees to.
problem-pass = The pass is missing, wrong or no longer valid
problem-pass-next = Send the application’s pass as a bearer token.
problem-signature = The signature does not match
problem-signature-next = Sign the message as docs/guides/add-a-connector.md says.
problem-callback-unreadable = The message is signed, and it is not an answer as agreed
problem-callback-unreadable-next = Send JSON with key, reference, outcome and answer_id, as docs/guides/add-an-endpoint.md says.
problem-callback-skew = The message’s time is more than five minutes from ours
problem-callback-skew-next = Set your clock, and sign the message anew with the time of sending.
problem-callback-headers = The headers webhook-id, webhook-timestamp and webhook-signature are missing or not as agreed
problem-callback-headers-next = Send all three, as docs/guides/add-an-endpoint.md says.
problem-system-unknown = We know no system of this name that calls us
problem-system-unknown-next = Call the address that came with the request, in its field “callback”.
problem-key-unknown = No request with this key went to this system
problem-key-unknown-next = Send the key that came with the request, to the address that came with it.
problem-move = The request is no longer where it was
problem-move-next = Open it again to see what happened in between.

# ---------------------------------------------------------------- when responsibility has moved
case-moved = Since { $day } this is with { $body }. It was with { $before } before. You do not need to send anything again; your receipt and this page stay the same.
case-sent-who = When it was sent
case-sent-who-whole = Who answered, and what was known then
case-answered = Who answered, day by day
case-called = Who took calls, day by day
case-answered-since = { $body }, since { $since }
case-answered-until = { $body }, from { $since } until { $until }
case-answered-under = under: { $instrument }
case-answered-whole = All about who answered on { $day }, and what was known then
case-followed = { $before } is no more. It was with { $before } until { $until }; { $body } answers since { $day }.
case-followed-nothing = You do not need to send anything again.
case-was-with = It was with { $body } until { $until }.
case-ended = { $body } is no more: its last day was { $until }. Nobody has been named yet who follows it here. Nothing is lost: what was sent is kept, and this page will say who answers.
case-nobody-yet = Nobody has been named yet
find-until = { $body }, until { $until }
case-answered-late = { $before } answered late; { $body } answers for it now.
desk-passed-on-title = Answered by a body that had it before
desk-passed-on-help = You answer for these requests now. A body that had them before answered late; what it said was accepted and stands in the case.
desk-passed-on = { $body } had this request before you, and answered late.
desk-moved = This request has moved
desk-moved-to = Since { $day } { $body } answers for it.
desk-moved-without-power = You had no power to decide on this request when it was with your body.
desk-moved-nothing = Nothing was sent. Tell them what you know; your words are below, to copy, if you wrote any.
desk-moved-words = What you wrote

# ------------------------------------------------------------ journeys, as staff look at them
door-journeys = Journeys and their decisions
door-journeys-help = What people are asked, which services come of it, and by which rules. Try a case.
journeys-title = Journeys and their decisions
journeys-help = What people are asked for each life event, and the rules by which services are suggested.
journeys-empty = There is no journey yet. Load one with the government’s data.
journeys-line = Edition { $edition }: { $questions } questions, { $services } services
journey-edition = This is edition { $edition }.
journey-services = { $count ->
    [one] One service
   *[other] { $count } services
 }
journey-picture = Services from left to right: each stands to the right of the one that it has to follow
journey-picture-help = Blue: always offered. White: offered where a table says so.
journey-list = The same as a list
journey-after = after “{ $service }”
journey-questions = What is asked, page by page
journey-unused = Worth a look: nothing uses the answers to these questions, no service, no exit and no other question. Send them to the service that needs them, or take them out.
journey-differences = What is different from edition { $edition }
journey-no-difference = Nothing in its questions, services and tables.
journey-came-page = New page: “{ $name }”
journey-went-page = Page taken out: “{ $name }”
journey-came-question = New question: “{ $name }”
journey-went-question = Question taken out: “{ $name }”
journey-came-exit = New exit: “{ $name }”
journey-went-exit = Exit taken out: “{ $name }”
journey-came-evidence = New evidence: “{ $name }”
journey-went-evidence = Evidence taken out: “{ $name }”
journey-came-service = New service: “{ $name }”
journey-went-service = Service taken out: “{ $name }”
journey-came-option = Question “{ $part }”: new option “{ $name }”
journey-went-option = Question “{ $part }”: option “{ $name }” taken out
journey-came-field = Service “{ $part }”: it is sent “{ $name }” too
journey-went-field = Service “{ $part }”: it is not sent “{ $name }” any more
journey-came-asked = Service “{ $part }”: it asks for the evidence “{ $name }” too
journey-went-asked = Service “{ $part }”: it does not ask for the evidence “{ $name }” any more
journey-differs-lists = Service “{ $part }”: its lists of evidence are put together otherwise
journey-differs-after = Service “{ $part }”: it follows “{ $name }”
journey-differs-after-none = Service “{ $part }”: it follows no other service any more
journey-tables = { $count ->
    [one] One decision table
   *[other] { $count } decision tables
 }
journey-tables-help = Each table says whether one service is suggested. It is an indication: people may apply anyway, and only the body that decides can refuse. FIRST: the first rule that holds counts. UNIQUE: only one rule can hold.
journey-findings = Worth a look:
journey-table-name = In the model: { $name }
journey-any = any
journey-says = Says
journey-try = Try a case
journey-try-help = Make up a case. It is kept nowhere.
journey-try-button = Try it
journey-tried = What the tables say of this case
journey-service = Service
journey-because = Because of
journey-no-answer = No answer
journey-none-of-these = None of these
journey-says-applies = suggested
journey-says-does-not-apply = not suggested
journey-says-person = a person decides
journey-says-open = needs an answer
journey-missing = Not answered yet:
journey-default = Else
journey-values = It may say
journey-values-in-turn = It may say, the first in this order counts
journey-written = What the tables rest on
journey-function = Function: { $name }
journey-order-as-written = The pages come as they are written. A question that does not concern somebody is not asked.
journey-order-weighed = The question that leaves the fewest to ask comes first: every table was read, and all ways on were weighed against each other.
journey-order-compared = The question that leaves the fewest to ask comes first: every table was read, and each question is weighed by what it leaves open.
journey-order-in-order = Not every decision could be read as a table of values: whatever they may need is asked, in the order of the pages.

# ---- The edition to be of a journey
journey-editions = Editions
journey-edition-now = today
journey-edition-to-come = to come
journey-edition-past = past
journey-edition-from = from { $day }
journey-edition-by = by { $who }
journey-draft-begin = Begin the next edition
journey-draft-open = Go on with the next edition
journey-draft-again = Begin the next edition from { $edition }
journey-draft-begin-today = Begin the next edition from what is asked today
journey-draft-waits = Edition { $edition } waits for its day. What comes after it is best begun from it: begun from what is asked today, it would lack what that one changes.
journey-draft-title = Next edition of { $journey }
journey-draft-lead = Begun from edition { $base }. Nobody is asked anything of it before it is published.
journey-draft-changed = Last changed { $at }
journey-draft-sound-tag = sound
journey-draft-unsound-tag = to mend
journey-draft-sound = It can be published as edition { $edition }.
journey-draft-unsound = Mend what is named above first.
journey-draft-findings = { $count ->
    [one] One thing has to be mended
   *[other] { $count } things have to be mended
}
journey-draft-line = Line { $line }
journey-draft-mend = Line { $line }, { $sort } “{ $name }”: open this part and mend that line
journey-draft-mend-head = Line { $line }, the journey itself: open this part and mend that line
journey-draft-look = Line { $line }, { $sort } “{ $name }”: open this part and look at that line
journey-draft-look-head = Line { $line }, the journey itself: open this part and look at that line
journey-draft-worth = Worth a look
journey-draft-preview = Preview as a citizen
journey-draft-preview-help = Walk through its pages with answers that you make up. Nothing is sent, and the preview is gone after a week.
journey-draft-parts = Parts
journey-draft-parts-help = Change one part at a time. What is not right yet is kept too, and said.
journey-draft-files = Files
journey-draft-text = The whole text
journey-draft-text-hint = A file in TOML. It replaces all parts.
journey-draft-text-get = Download the text
journey-draft-text-bring = Bring the text
journey-draft-model = Decision tables
journey-draft-model-hint = A file in DMN, made in any DMN modeller. It is read in a process of its own first.
journey-draft-model-get = Download the model
journey-draft-model-bring = Bring the model
journey-draft-model-refused = The model was not taken: { $why }
journey-part-wrong = Line { $line }: this can’t be used as it stands. Mend that line
journey-part-said = What the reader of these texts says of it:
journey-draft-decisions = { $count ->
    [one] One decision stands in the model.
   *[other] { $count } decisions stand in the model.
}
journey-draft-no-file = Choose a file
journey-draft-not-text = Choose a file that is text in UTF-8
journey-draft-text-other = This is the text of the journey { $other }. Choose one that says id = "{ $id }" at the top. The draft stays as it was
journey-draft-text-none = This file does not say of which journey it is. Choose one that says id = "{ $id }" at the top. The draft stays as it was
journey-draft-publish-title = Publish
journey-draft-publish-help = From that day on people are asked this edition. Whoever has begun before sees what has changed; what was sent stays as it is. A published edition is never edited: to go back, begin the next edition from an earlier one.
journey-draft-from = From which day
journey-draft-reason = Why
journey-draft-reason-hint = Such as the law that changed. It stands with the edition.
journey-draft-moved = Somebody else has changed this draft since you opened it. Look at it as it is now, then go on.
journey-draft-reason-missing = Enter why it is published
journey-draft-reason-long = Say it in 500 letters or fewer
journey-draft-day = Enter a day from { $from } to { $to }
journey-draft-publish = Publish edition { $edition }
journey-draft-away = Throw this draft away
journey-draft-away-help = The edition that people are asked today stays as it is.
journey-parts-head = The journey itself
journey-parts-page = { $count ->
    [one] One page
   *[other] { $count } pages
}
journey-parts-question = { $count ->
    [one] One question
   *[other] { $count } questions
}
journey-parts-exit = { $count ->
    [one] One exit
   *[other] { $count } exits
}
journey-parts-service = { $count ->
    [one] One service
   *[other] { $count } services
}
journey-parts-told = What decisions are told
journey-part-head = The journey itself
journey-part-page = Page
journey-part-question = Question
journey-part-exit = Exit
journey-part-service = Service
journey-part-told = What a decision is told
journey-part-text = Its text
journey-part-hint = Leave it empty to take it out. To add one, write it below this one.
journey-part-moved = Somebody has changed this part since you opened it. What you typed is below and not kept yet. Look at what stands there now, then put yours in its place or give it up.
journey-part-gone = Somebody has taken this part out or given it another name since you opened it. What you typed is below and not kept yet. Add it as a part of its own, or give it up.
journey-part-now = What stands there now
journey-part-now-nothing = There is no part of this name any more.
journey-part-changed = The draft was last changed { $at }
journey-part-typed = What you typed
journey-part-add = Add it
journey-part-replace = Put mine in its place
journey-part-give-up = Give up what I typed
journey-part-head-missing = Begin with the name of the part in double square brackets, such as [[question]]. Nothing was kept yet.
journey-draft-to-come = Edition { $edition } was published before and takes its turn on { $day }. What this draft says counts until then; if it is to stay, begin the next edition from that one, or publish this one for that day or later.
journey-draft-takes-back = Edition { $edition } waits for { $day }. Published for that day or later, this draft takes back what that one says:
journey-draft-back-title = What this takes back
journey-draft-back-hint = Only where you publish it for that day or later. If it is not meant, throw this draft away and begin the next edition from that one, or bring into this one what that one says.
journey-draft-back = Yes, what edition { $edition } says from { $day } is to be taken back
journey-draft-back-missing = On that day edition { $edition } will have begun ({ $day }), and this takes back what it says. Tick that this is meant, or choose an earlier day
journey-draft-lacks = Edition { $edition } begins on { $day } and lacks what this one changes: from that day on it would be as before again. Once this one is published, begin the next edition from it, bring into it what { $edition } is for, and publish that for { $day }.
journey-edition-lacks = Edition { $edition } begins on { $day } and lacks what edition { $changed } changes: from that day on it would be as before again. Begin the next edition from { $changed }, bring into it what { $edition } is for, and publish that for { $day }.
journey-part-keep = Keep
journey-draft-tables = See its tables and try a case
journey-draft-tables-see = See the tables of this draft
journey-draft-tables-title = Tables of the next edition of { $journey }
journey-draft-tables-unsound = You can try a case once what is named above is mended.
journey-draft-tables-unread = The tables of this draft can’t be read as it stands. Mend what is named above, then they are shown here.
preview-lead = This is a preview. Nothing you type is sent.
preview-back = Back to the draft
changed-title = This has changed since you began
changed-lead = Your answers are kept. This is what is different now:
changed-nothing = Your answers are kept. Nothing of it is different for you.
changed-wider = Who now gets more of your answers, and which
changed-asked = New questions
changed-again = Please answer these again
changed-reworded = In other words now
changed-gone = Not asked any more
changed-services = New services
changed-services-gone = Services that are no longer part of it
changed-apply = Services that seem to be for you now
changed-apply-no-more = Services that no longer seem to be for you
problem-journey-draft-missing = Nobody has begun the next edition of this journey, or it was published.
problem-journey-draft-missing-next = Open the journey and begin one.
problem-journey-draft-moved = Somebody else has changed this draft since you opened it. Nothing of yours was kept.
problem-journey-draft-moved-next = Copy what you typed, open the draft again, and put it in.
problem-journey-draft-there = Somebody has begun the next edition already.
problem-journey-draft-there-next = Open it, or ask them.
problem-preview = This is a preview. Nothing was sent.
problem-preview-next = Go back to the draft and publish it, then people can send it.

## Consent

consent-title = { $count ->
    [one] One more body, if you agree
   *[other] { $count } more bodies, if you agree
}
consent-help = You may say no: nothing else changes. If you agree, you can take it back later, on the page of your case.
consent-agree = I agree
consent-refuse = Do not send it
consent-undecided = Say whether you agree to “{ $service }”, or do not want it sent. Nothing was sent yet.
consent-given = You agreed to this on { $day }.
consent-lapsed = You agreed on { $day }. By now more would be sent than you agreed to then. Please say again whether you agree.
consent-withdraw = Take this back
consent-withdraw-help = If it was not sent yet, it will not be sent.
consent-withdraw-help-told = It was sent already. We then tell { $body } to use it no more and to delete it.
consent-withdraw-help-ask = It was sent already. Then ask { $body } to delete what they have.
consent-withdrawn = You took it back on { $day }.
consent-was-sent = It had been sent by then. Ask { $body } to delete what they have.
check-basis-consent = They may use this because you agree to it.
state-withdrawn = Taken back
state-taken-back = Taken back
case-part-taken-back-told = You took back your consent. We have told { $body } to use what they have no more, and to delete it.
case-part-taken-back-ask = You took back your consent after this was sent. Ask { $body } to delete what they may have.
case-part-taken-back-ended = You took back your consent, and { $body } has ended this.
event-taken-back-ended = { $body } ended it, because you took back your consent
case-part-withdrawn = You took back your consent before this was sent. { $body } was told nothing.
event-withdrawn = You took back your consent. Nothing was sent
case-part-withdrawn-called = You took back your consent, and we do not send this any more. We had called { $body } before that: their system may have seen it. Ask them to delete what they have.
event-withdrawn-called = You took back your consent. It is not sent any more, though we had called before that
event-withdrawn-late = You took back your consent. It had been sent already

## The parts of a long journey

parts-title = The parts of your application
parts-see = See all parts of your application
parts-done = { $done } of { $all } parts are done.
parts-ended = With these answers nothing can be sent:
parts-ended-because = This follows from your answer to “{ $question }”:
parts-may-grow = More may follow, by what you answer.
parts-send = Check and send
parts-stands-done = Done
parts-stands-wrong = Needs a change
parts-stands-to-follow = To follow
parts-stands-to-do = To do
parts-stands-not-yet = Not yet
desk-withdrawn = On { $day } this person took back their consent. Their answers are not shown any more. Do not use what you have noted of them, and delete it. To end it here, answer that it is refused, and say so kindly.
