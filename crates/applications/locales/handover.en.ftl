# How the work in flight follows a transfer. Every id is in handover.fr.ftl too.

door-transfers = Transfers of responsibility
door-transfers-help = What moves from one body to another, what is due, and what it shows for itself.
door-catalogue = The catalogue
door-catalogue-help = Imports of services: what they change, approval, publication, the way back
door-handover = What transfers left to people
door-handover-help = Requests that a transfer could not settle by itself, each with a named person.

handover-title = How the work in flight follows
handover-foreseen = This transfer has not vested. This is what would become of the work in flight if it did now; what people send and bodies answer until its day changes it.
handover-not-begun = No work in flight had to follow this transfer.
handover-empty = No open request was concerned.
handover-done = { $count ->
    [0] Done: no open request was concerned.
    [one] Done: one open request was concerned.
   *[other] Done: { $count } open requests were concerned.
}
handover-running = { $seen ->
    [one] One request has been handled
   *[other] { $seen } requests have been handled
}; { $left ->
    [one] one has still to be looked at.
   *[other] { $left } have still to be looked at.
}
handover-look-again = Look again
handover-sums = In sum
handover-each = Each request
handover-csv = Each request, as a spreadsheet (CSV)
handover-json = Each request, for machines (JSON)
handover-request = Request
handover-receipt = Receipt
handover-service = Service
handover-from = From
handover-to = To
handover-was = State
handover-fate = What becomes of it
handover-count = Requests
handover-who = Answers for it
handover-due = Answer due by
handover-due-before = Due before
handover-due-after = Due after
handover-person = Seen to by
handover-addressed-before = Was to go to
handover-addressed-after = Goes to
handover-before-after = { $before } → { $after }
handover-state-now = now: { $state }
handover-state-held = held back
handover-state-queued = to be sent
handover-state-asking = sent, no reply came: its body is asked
handover-state-sent = sent
handover-state-uncertain = uncertain
handover-state-stuck = stuck
handover-state-referred = said to be another body’s
handover-fate-follows = The successor answers
handover-fate-handed-over = Handed over to the successor’s system
handover-fate-finishes = The predecessor finishes it
handover-fate-listed = A person decides
handover-tell = Its system takes no notices: tell { $before } that another body answers now.
handover-tell-back = Its system takes no notices: tell { $after } that it answers again.
handover-tell-answered = A body that had it before has answered: tell { $after }, whose system takes no notices.
handover-pages = Pages of requests
handover-first = First page
handover-next-page = Next page

waiting-title = What transfers left to people
waiting-help = Requests that a transfer could not settle by itself. Each waits for the person whom the transfer names.
waiting-own = Requests that a transfer could not settle by itself, and that wait for you.
waiting-count = { $name }: { $count ->
    [one] one request
   *[other] { $count } requests
}
waiting-all = Everybody
waiting-empty = Nothing waits for anybody.
waiting-open = Settle this request
waiting-settled = This is settled
handover-not-theirs = This waits for somebody else
handover-settled-already = This has been settled already
handover-still-open = This request is still open: settle the request itself, and it waits here no more
problem-no-form = Nothing was said about this request, and nothing was changed
problem-no-form-next = Go back to the request and use one of its buttons.
handover-next = Go back to what waits and choose something else.

event-left = It stays with { $body }: a person decided so
event-given = { $body } answers from this day on: a person decided so. Nothing needs to be sent again
decide-open = Decide on this request
decide-title = Decide who goes on with this request
decide-begun = { $body } has begun to work on it, so it was not moved by itself.
decide-leave = Leave it with { $body }
decide-leave-hint = It goes on answering this request, and this one only.
decide-give = Give it to { $body }
decide-give-hint = Who answers for this service here today. It gets all that there is; the receipt and the day by which an answer is due stay.
decide-none = Choose who goes on with it
decide-send = Decide
decided = Settled
decided-left = Left with { $body }
decided-given = Given to { $body }
decided-settled = Settled
waiting-done = Settled lately
settle-left-to = A transfer left this to { $person }, who decides.
