# What the pages about franchises say. Every id stands in franchises.fr.ftl too.

menu-franchises = Franchises
form-franchise-called = As the franchise
who-franchise-left = Left behind
who-franchise-not-standing = The franchise does not stand that day: what it holds has to move.
who-franchise-led-by = { $body } leads the franchise that day: this has to move there.

franchises-title = Franchises
franchises-lead = A franchise is a small business that several bodies run together, for people at one point of their life or of one group. One of them leads it and answers for the whole.
franchises-now = Franchises on { $day }
franchises-none = No franchise stands, and none is to come.
franchises-closed = Closed franchises
franchises-empty = There is no franchise yet. A transfer planner makes one with “portico franchise create”.
franchise-one = Franchise
franchise-serves = For whom
franchise-lead = Lead
franchise-partners = Partners
franchise-when = When
franchise-to-come = to come
franchise-closed = closed
franchise-alone = no partner
franchise-nobody = nobody
franchise-unknown = It is known no more since version { $version } of what is recorded. This is what was known last.
franchise-life-event = People at this point of their life:
franchise-segment = People of the group “{ $segment }”
franchise-charter = Charter
franchise-members = Lead and partners
franchise-body = Body
franchise-part = Part
franchise-part-lead = leads it
franchise-part-partner = takes part
franchise-journeys = Journeys it offers
franchise-journeys-none = It offers no journey.
franchise-holds = What it does for services
franchise-holds-lead = Its lead holds these functions for it, each in its own name in law.
franchise-holds-none = No function of a service is held for it.
franchise-left-behind = wrong from { $day }: must move
franchise-function = Function
franchise-budget = Budget and posts
franchise-budget-lead = Each line stays with the body whose it is.
franchise-budget-none = It has no budget line and no post.
franchise-line = Line
franchise-amount = How much
franchise-family = Where it came from and what became of it
franchise-came-from = It came from
franchise-became = It became
franchise-family-none = It came from no other franchise, and none has come of it.
franchise-history = What we knew, and when
franchise-history-lead = Each version of what is recorded that said something new about it, the newest first. Nothing is ever written over.
franchise-version = Version { $version }
franchise-recorded = recorded on { $at }

# What became otherwise
franchise-change-recorded = { $ends ->
    [yes] It was recorded: it stands from { $from } to { $last }.
   *[no] It was recorded: it stands from { $from } on.
 }
franchise-change-renamed = It has another name.
franchise-change-serves = It is for others: { $whom }.
franchise-change-charter = Its charter has other words.
franchise-change-instrument = It stands under { $instrument }.
franchise-change-begins = Its first day is { $from }.
franchise-change-ends = { $ends ->
    [yes] Its last day is { $last }.
   *[no] It has no last day any more.
 }
franchise-change-leads = { $ends ->
    [yes] { $body } leads it from { $from } to { $last }.
   *[no] { $body } leads it from { $from } on.
 }
franchise-change-joins = { $ends ->
    [yes] { $body } takes part from { $from } to { $last }.
   *[no] { $body } takes part from { $from } on.
 }
franchise-change-leads-until = { $ends ->
    [yes] { $body } leads it until { $last }.
   *[no] { $body } leads it without an end.
 }
franchise-change-leaves = { $ends ->
    [yes] { $body } takes part until { $last }.
   *[no] { $body } takes part without an end.
 }
franchise-change-never-led = { $body } does not lead it from { $from } after all.
franchise-change-never-joined = { $body } does not take part from { $from } after all.
franchise-change-offers = { $ends ->
    [yes] It offers { $journey } from { $from } to { $last }.
   *[no] It offers { $journey } from { $from } on.
 }
franchise-change-offers-until = { $ends ->
    [yes] It offers { $journey } until { $last }.
   *[no] It offers { $journey } without an end.
 }
franchise-change-never-offered = It does not offer { $journey } from { $from } after all.
franchise-change-forgotten = It is known no more.
