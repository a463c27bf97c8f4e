# What the catalogue's pages say in English.

back-home = Home
illustrative = illustrative

# The first page
home-title = Tell public bodies once
home-lead = When something happens in your life, several public bodies need to know. Answer our questions once. We pass on to each body what it needs, and nothing else.
home-events = What has happened?
home-no-events = There is nothing here yet. Look for a service below.
home-find = Find a service
home-how = How it works
home-how-answer = You answer the questions. You need no account, and you can stop and come back.
home-how-check = You check your answers and see which bodies get them, before anything is sent.
home-how-follow = You follow everything on one page: who answers, and by when.
home-back = Come back to an application
home-back-here = From this browser:
home-back-case = { $count ->
    [one] See the application you sent
   *[other] See the application you sent ({ $number } of { $count })
 }
home-back-draft = { $count ->
    [one] Go on with the application you began
   *[other] Go on with the application you began ({ $number } of { $count })
 }
home-back-sent = sent { $at }
home-back-begun = begun { $at }
home-back-discard = Throw it away
home-back-link = Open the link you kept when you saved or sent your application. It works in any browser.

# A life event
life-event-once = Answer each question once. You see which bodies get your answers before anything is sent.
life-event-start = Start now
life-event-no-journey = You cannot yet do all of this here in one go. Choose a service below to see who provides it and how to reach them.
life-event-services = What may be part of it
life-event-services-help = Which of these services you need depends on your answers.

# All services
services-title = All services
services-others = Other services
services-none = There is no service here yet.

# One service
service-part-of = Part of:
service-once = You can ask for this service together with the others that you need, by answering each question once.
service-start = Start: { $event }
service-who = Who provides it
service-who-by-place = Which of these bodies answers depends on the place. You do not need to know: we ask for the place and find the body.
service-who-everywhere = It does not depend on where you live who answers.
service-nobody-now = No body provides this service today.
service-coming = Who will provide it
service-past = Who provided it before ({ $count })
service-called = They call it “{ $title }”.
service-when = When
service-since = Since { $day }
service-from = From { $day }
service-from-to = { $from } to { $to }
service-followed-by = Body followed by
service-channels = How to reach it
service-channel-web = online
service-channel-phone = by telephone
service-channel-counter = at a counter
service-channel-post = by post
service-cost = Cost
service-free = Free of charge
service-time = How long it takes
service-working-days = { $days ->
    [0] It is done at once
    [one] Up to 1 working day
   *[other] Up to { $days } working days
 }
service-phone = Telephone
service-page = Page
service-email = E-mail
service-address = Address
service-illustrative = What is marked like this was made up for the demonstration.

# Search
search-title = Search
search-title-for = { $words } – Search
search-label = What do you need?
search-hint = A word or two is enough.
search-button = Search
search-found = { $count ->
    [0] Nothing found for “{ $words }”
    [one] 1 result for “{ $words }”
   *[other] { $count } results for “{ $words }”
 }
search-event = Life event
search-nothing-help = Check the spelling, try another word for the same thing, or look through all services.
