# Entries of the catalogue, and the names of their fields.
entries-title = What bodies offer
entries-lead = Services, and the bodies that offer them, as the bodies themselves describe them.
entries-kinds = What to show
entry-kind-service = Services
entry-kind-service-type = Kinds of service
entry-kind-body = Bodies
entry-kind-event = Life and business events
entry-kind-standard = Service standards
entry-kind-other = Other things
entries-none-yet = Nothing has been published yet. A catalogue manager brings a file with `portico catalogue import`.
entries-none = There is nothing of this kind.
entries-first = To the beginning
entries-next = More
entry-on = As it is described for { $day }.
entry-in-edition = As edition { $edition } described it for { $day }. Later editions may say otherwise.
entry-as-now = See it as it is described today
entry-gone-on = This is not described for { $day }.
entry-edition-unknown = There is no edition “{ $typed }”
entry-after-unclear = “{ $typed }” is no value of “next” of an earlier page
entry-who = See who answers for what at your place
entry-about = About this description
entry-source = It comes from the source “{ $source }” and holds from { $from }.
entry-name = There it is called
entry-history = Its history
entry-version-from = Holds from
entry-version-edition = Edition
entry-version-published = Published
entry-version-gone = no longer offered
entry-version-replaced = replaced by edition { $edition }
entry-machines = For machines:
entry-not-there = This is not described for that day
entry-not-there-next = It was there on other days, or has been withdrawn. Look for it in the catalogue.
entry-kind-unknown = There is no kind “{ $typed }”
entry-day-unreadable = “{ $typed }” is no day
entry-unclear-next = Kinds are service, service-type, body and event; a day is written like 2023-04-01.
field-amount = Amount
field-audience = For whom
field-authorities = Who offers it
field-channel = This way
field-channels = How to reach it
field-classes = Classified as
field-conforms-to = Sort of evidence
field-contact-points = Contact
field-costs = What it costs
field-currency = Currency
field-description = What it is
field-edition = Edition at the source
field-emails = E-mail
field-events = Part of
field-evidence = What you have to show
field-evidence-types = Sorts of evidence
field-held = Cases in which it held
field-homepage = Own pages
field-identifier = Number
field-keywords = Keywords
field-languages = Languages
field-legal-resources = Law behind it
field-name = Name
field-opening-hours = Open
field-outputs = What you get
field-owners = Run by
field-pages = Pages
field-participant = Who
field-participations = Who else takes part
field-performance = Result
field-places = Where
field-processing-time = How long it takes
field-published = Met, as the body says
field-related = See also
field-requirements = What has to hold
field-requires = First you need
field-roles = As what
field-rules = How it is done
field-sectors = Sectors of business
field-service = Of the service
field-service-type = Kind of service
field-services = Services
field-set-by = Set by
field-sort = Sort
field-special-opening-hours = Open otherwise
field-status = State
field-target = Target
field-telephones = Telephone
field-themes = About
field-title = Title
field-types = Sort
field-volume = Of so many cases
field-way = Way
seek-words = Search the catalogue
seek-button = Search
seek-chosen = Narrowed down to
seek-without = take away
seek-total = { $count ->
    [0] Nothing found
    [one] 1 result
   *[other] { $count } results
 }
seek-did-you-mean = Did you mean
seek-only-some = Nothing has all of these words. These have some of them.
seek-nothing = Nothing in the catalogue fits. You can:
seek-nothing-words = try other or fewer words
seek-nothing-filters = take away what it is narrowed down to
seek-nothing-browse = look through the catalogue
seek-narrow = Narrow down
seek-by-kind = What
seek-by-life-event = Part of
seek-by-area = Where
seek-by-body = Who offers it
seek-by-channel = How to reach it
seek-by-price = What it costs
seek-by-online = Online
seek-channel-web = online
seek-channel-phone = by telephone
seek-channel-counter = at a counter
seek-channel-post = by post
seek-channel-email = by e-mail
seek-channel-fax = by fax
seek-channel-other = another way
seek-price-free = free
seek-price-fee = with a fee
seek-online-end-to-end = from beginning to end
entry-offers-body = Its services
entry-offers-event = The services that belong to it
entry-kind-one-service = Service
entry-kind-one-service-type = Kind of service
entry-kind-one-body = Body
entry-kind-one-event = Event
entry-kind-one-standard = Service standard
entry-kind-one-other = Other
span-days = { $count ->
    [one] 1 day
   *[other] { $count } days
 }
span-weeks = { $count ->
    [one] 1 week
   *[other] { $count } weeks
 }
span-months = { $count ->
    [one] 1 month
   *[other] { $count } months
 }
span-years = { $count ->
    [one] 1 year
   *[other] { $count } years
 }
span-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
 }
span-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
 }
hsds-events = Life and business events
hsds-events-description = What happens in a life or a business and brings services with it.
hsds-parameter-unclear = “{ $typed }” is nothing that “{ $name }” can be
hsds-parameter-unclear-next = Pages are numbered from 1; yes and no are true and false; moments are written like 2023-04-01 or 2023-04-01T09:00:00Z; the format is json. Nothing is known of postcodes and locations here.
entry-promises = What is promised
entry-promise = Promise
entry-promise-target = Should hold
entry-promise-measured = Held
entry-promise-kept = Kept?
entry-promise-met = kept
entry-promise-not-met = not kept
entry-promise-not-measurable = not measurable
entry-promise-contradicts = (the source says otherwise)
entry-percent = { $share } %
entry-holders = Who answers for this kind of service on { $day }
entry-holders-none = Nobody answers for this kind of service on that day.
entry-who-source = Who answers for it is what its source says above: this description moves no responsibility.
field-founded = Founded
field-dissolved = Ended
field-predecessors = Took over from
field-successors = Followed by
hsds-page-too-far = What is looked for is listed to number { $most } only
entry-not-yet-next = It is described from { $first } on. Look at it on that day or later.
entry-limit-unclear = “{ $typed }” is no number from 1 to 500
entry-choose-day = As it stands on another day
entry-choose-go = Show
entries-narrow = Narrow them down: by place, by body, by event
