# What the pages of the dial say. Every id stands in fr.ftl too.

## Seams

seam-split = { $accountable } answers for it and { $worker } has { $function }. Between them there is no { $missing }.
seam-split-next = Agree on it in writing: how many a month, how well, and who forecasts it.
seam-capacity-elsewhere = { $worker } has { $function }, and the posts for it are with { $posts-with }.
seam-capacity-elsewhere-next = Move the posts with the work, or say in an agreement who lends them.
seam-agreement-ends = The last day of the agreement “{ $agreement }” is { $on }.
seam-agreement-ends-next = Renew it, or move the work to a body by then.
seam-instrument-ends = “{ $instrument }” has no effect from { $on }, and what rests on it would go on.
seam-instrument-ends-next = Name what it rests on from that day, or end it then.
seam-contact-moved = { $contact } meets people, and this did not come with it: { $left }.
seam-contact-moved-next = Give it what it needs, or let the contact return.
seam-not-accredited = { $holder } holds it for others, and no agreement says so.
seam-not-accredited-next = Make an agreement between it and the body that answers for the service.
seam-franchise-ill-held = { $holder } holds it for a franchise that is closed, or that another body leads.
seam-franchise-ill-held-next = Move the function to the body that leads a living franchise, or back to an agency.
seam-nobody-may-decide = { $body } decides in law and has written down which officers may: none of them may decide this.
seam-nobody-may-decide-next = Give an officer the power to decide from that day, or renew one that ends.
missing-agreement = agreement
missing-volume = number a month
missing-standard = standard
missing-forecaster = forecaster
left-standard = a service standard that binds it
left-scripts = texts of its own about the service
left-means = posts or a budget
function-policy = the rules
function-decision = the decision
function-fulfilment = the work
function-contact = the contact with people

## Who answers: pages

responsibility-home = Home
responsibility-menu = Who answers for what
responsibility-show = Show
responsibility-scheduled = { $count ->
    [one] 1 transfer is scheduled and has not been carried out yet. It counts here from its day on.
   *[other] { $count } transfers are scheduled and have not been carried out yet. They count here from their days on.
 }
responsibility-csv = This table for spreadsheets (CSV)
responsibility-json = The same for machines (JSON)
illustrative-row = illustrative
menu-who = Ask who answers
menu-matrix = All services at a place
menu-flows = Bodies and functions
menu-timeline = A service over the years
menu-gaps = Gaps and seams

# The four functions of a service
function-title-policy = Rules
function-title-decision = Decision
function-title-fulfilment = Work
function-title-contact = Contact
function-help-policy = owns the rules
function-help-decision = decides in law
function-help-fulfilment = does the work
function-help-contact = meets people
form-own-agency = As its own service
form-franchise = As a franchise of several bodies
form-retail = As a service centre for others
form-intermediary = As an accredited intermediary
by-web = online
by-phone = by telephone
by-counter = at a counter
by-post = by post
area-country = country
area-county = county
area-district = district
area-unitary = unitary authority
area-national-park = national park
area-registration-district = registration district
area-locality = parish or town

# Asking
ask-which-place = Which place do you mean?
ask-service-missing = Choose a service
ask-service-unknown = There is no service “{ $typed }”: choose one from the list
ask-place-missing = Enter a postcode, or the name of a parish or council: who answers depends on the place
ask-place-unknown = We do not know “{ $typed }”: enter a postcode, or the name of a parish or council
ask-place-several = “{ $typed }” may be several places: choose one of those below
ask-place-large = { $place } is more than one place for this service: choose one of those below
ask-day-unreadable = “{ $typed }” is not a day: write it like 2023-04-01
ask-channel-unknown = “{ $typed }” is not a way to reach a body: choose web, phone, counter or post
ask-segment-unknown = “{ $typed }” is not a group that this service is different for: choose one from the list, or everybody
ask-segment-none = This service is the same for everybody: leave “{ $typed }” out
ask-known-ahead = “{ $typed }” is still to come: choose today or a day before
ask-known-unreadable = “{ $typed }” is not a day: write it like 2023-04-01
ask-next = Put it right and ask again.
ask-next-codes = Ask again with the code of one of them: { $codes }.

# Who answers
who-title = Who answers for what
who-lead = Ask which body answers for a service at a place on any day, under which law or order, and through which system. You can also see what was known about it on another day.
who-service = Service
who-choose = Choose a service
who-place = Place
who-place-hint = A postcode, or the name of a parish or council
who-day = Day
who-day-hint = The day you ask about
who-channel = How people reach it
who-channel-hint = Some bodies answer in one way only
who-any-channel = every way
who-segment = For whom
who-segment-hint = Some services are different for some groups
who-everybody = everybody
who-known-on = As known on (optional)
who-known-on-hint = Shows beside it what we believed then
who-ask = Ask
who-areas = What decides here:
who-since = since { $from }
who-from-to = from { $from } to { $last }
who-in-force-until = in force from { $day } to { $last }
who-in-force = in force since { $day }
who-for-area = For { $area }
who-for-everywhere = For the whole country
who-for-segment = for { $segment }
who-routing = several bodies hold it in law; which is asked: { $rule }
who-known-since = known since version { $version }
who-known-scheduled = scheduled, not recorded yet
who-operator = Built for { $body }
who-system = System
who-system-help = takes the work
who-ended = { $body } had it and has ended. Nothing that is planned gives it to another.
who-no-system = no system takes the work
who-controller = Data controller
who-controller-help = answers for personal data
who-as-known-now = As known now
who-as-known-on = As known on { $on }
who-otherwise = other then
who-differences = { $count ->
    [0] On { $on } we believed the same about all four functions.
    [one] On { $on } we believed something else about one of the four functions.
    [4] On { $on } we believed something else about all four functions.
   *[other] On { $on } we believed something else about { $count } of the four functions.
 }
responsibility-record-begins = Our record begins on { $day }. Of earlier days we do not know who answered: “nobody” there means that nothing is recorded.
responsibility-overdue = “{ $transfer }” should have been carried out on { $day } and has not been. What it moves is shown as it was before.
who-overdue = “{ $transfer }” should have been carried out on { $day } and has not been. This is what stands until it is.
who-scheduled = This answer rests on a transfer that is scheduled and has not been carried out yet.
who-scheduled-then = What was believed rested on a transfer that was scheduled then, and not yet carried out.
who-unknown-record = Nothing had been recorded yet on { $on }.
who-unknown-service = On { $on } we knew no such service, so nobody can have believed anything about it.
who-unknown-place = On { $on } this was no one place that we knew, so nobody can have believed anything about it.
who-eve = The same question for the day before, { $day }
who-over-years = Who answered for this service over the years
who-version-scheduled = Answered from version { $version } of what is recorded, and from what is scheduled, which may still change.
who-version = Answered from version { $version } of what is recorded. An answer as known at a version never changes.

# All services at a place
matrix-title = All services at a place
matrix-everywhere = The whole country
matrix-no-place = Without a place, only those services are shown for which the same bodies answer everywhere.
matrix-count = { $services ->
    [one] 1 service.
   *[other] { $services } services.
 }
matrix-gaps = { $count ->
    [one] Nobody answers for 1 function
   *[other] Nobody answers for { $count } functions
 }
matrix-no-gaps = Somebody answers for every function.
matrix-caption = Who holds each function of each service
matrix-service = Service
matrix-function = Function
matrix-body = Body
matrix-nobody = Nobody
matrix-large = { $place } is more than one place. Where bodies differ within it, all of them are named.
matrix-nobody-in = Nobody in { $places }
matrix-not-here = Is not decided by a place of this sort

# Bodies and functions
flows-title = Bodies and functions on two days
flows-one-day = First day
flows-other-day = Second day
flows-days = { $one } and { $other }
flows-help = For how many services each body holds each function. A body counts once for a service, wherever and by whichever channel it answers for it.
flows-picture = Bodies and the functions they hold, on { $one } and on { $other }
flows-words = On the left the bodies of the first day, on the right those of the second, in the middle the four functions. The broader a band, the more services. The table below has the same numbers.
flows-caption = Number of services on { $one } and on { $other }
flows-change = { $one } before, { $other } after
flows-all = Sum of these rows: a service that several bodies share counts for each

# A service over the years
timeline-list-title = A service over the years
timeline-list-lead = Choose a service to see who held each of its functions, where, from when to when.
timeline-none = There is no service yet.
timeline-caption-over = Who answered over the years
timeline-title = { $service }: who answered over the years
timeline-picture = Who held each function of { $service }, by area and year
timeline-words = One line for each area, one bar for each body, from its first day to its last. A bar with a point has no known end; one with a broken outline is scheduled and has not been carried out. Red is where nobody answers. The tables below say the same.
timeline-today = Today
timeline-scheduled = scheduled
timeline-legend-red = Red: nobody answers somewhere.
timeline-legend-broken = Broken outline: scheduled, not carried out yet.
timeline-caption = Who, where, from when to when, under what
timeline-everywhere = Everywhere
timeline-form = Form
timeline-area = Where
timeline-turn = turn { $turn }
timeline-segment = Segment
timeline-rule = Turn and rule
timeline-channel = Channel
timeline-when = When
timeline-under = Under
timeline-ask = Ask who answers at a place
timeline-service = About this service

# Gaps
gaps-title = Gaps and seams
gaps-lead = A gap: where and when nobody answers for a function of a service, several do and no rule says which, or no system takes the work.
gaps-from-day = From which day on
gaps-found = { $count ->
    [0] No gap from { $day } on
    [one] 1 gap from { $day } on
   *[other] { $count } gaps from { $day } on
 }
gaps-first = The first { $shown } are shown here; the table for spreadsheets has all of them.
gaps-nobody = Nobody answers
gaps-several = Several answer, and no rule says which
gaps-system = No system takes the work
gaps-what = What is missing
gaps-where = Where
gaps-channels = Channels
gaps-from = First day
gaps-last = Last day
seams-lead = A seam: where what belongs together fell apart. One body answers and another does the work without a full agreement, contact moved and what it needs did not, what all rests on is about to end, or no officer may decide.
seams-found = { $count ->
    [0] No seam within a year
    [one] One seam within a year
   *[other] { $count } seams within a year
}
seams-from = From { $day }
seams-what = What fell apart
seams-next = What to do
seams-csv = The seams for spreadsheets (CSV)
gaps-open = open on that day already
gaps-open-to = open on that day already, to { $last }
gaps-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
 }
