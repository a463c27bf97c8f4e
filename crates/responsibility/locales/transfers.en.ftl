# What is said about transfers. Every id is in transfers.fr.ftl too.

transfers-title = Transfers of responsibility
transfers-lead = What moves from one body to another, on which day, and how far each move has come.
transfers-new = Draft a transfer
transfers-due = What is due
transfers-due-nothing = Nothing is due.
transfers-empty = There are no transfers yet.
transfers-alone = Outside any programme
transfer-staff-home = Staff
transfer-one = Transfer
transfer-day = Vesting day
transfer-kind = Kind of move
transfer-state = State
transfer-late = late
transfer-instrument = Under
transfer-what = What
transfer-from = From
transfer-to = To
transfer-nobody = nobody

transfer-due-now = Its day has come: it vests within seconds.
transfer-due-waits = It can’t vest as things stand, and lapses if its day passes.
transfers-left = These bodies have ended, and what they answered for has gone to nobody. New requests still go to their systems, and nobody answers for them in law.
transfers-left-since = { $body } is no more since { $day }
transfers-left-gaps = What nobody answers for
transfer-due-in-vain = It can’t vest as it is drafted.
transfer-waits-in-vain-by-then = It comes after “{ $transfer }”, which will not stand any more on { $day }: draft it anew without that.
transfer-waits-in-vain = It waits for “{ $transfer }”, which was given up or taken back: draft it anew without that.
transfer-remark-plan-changed = Something has changed since it was approved, and its plan is another now. Look at the plan: it has to be approved again.
transfer-remark-no-plan = Something has changed since it was approved, and it can’t be carried out as it is drafted. Rehearse it to see why, and draft it anew.
transfer-remark-day-passed = Its day passed before it could vest, so nothing moved. Draft it anew with a day that is still to come.
transfer-redraft-approved = People have approved it as it is. Writing it anew takes it off the calendar, and two people approve it again.
transfer-due-passed = Its day has passed: write it anew for another, or give it up.
transfer-due-passed-back = Its day has passed: give it up, and take the other one back anew.
transfer-due-rehearsal = Its day is near, and it has not been rehearsed.
transfer-due-two = Its day is near, and two people still have to approve it.
transfer-due-one = Its day is near, and one more person has to approve it.
transfer-due-calendar = Its day is near. It is approved, but not on the calendar.
transfer-waits-for = It waits for “{ $transfer }” to vest, which is to be on { $day }.
transfer-waits-for-unscheduled = It waits for “{ $transfer }” to vest, which is not on the calendar by then: see to that one, or draft this anew without it.
transfer-waits-for-gate = A gate is shut: { $what }

transfer-kind-retail = Contact goes to a retail organisation or an intermediary
transfer-kind-succession = Bodies merge or split
transfer-kind-agreement = One body serves for another
transfer-kind-correction = Correction of an earlier transfer
transfer-kind-reversal = An earlier transfer is taken back

transfer-state-draft = Draft
transfer-state-rehearsed = Rehearsed
transfer-state-endorsed = One approval
transfer-state-approved = Approved
transfer-state-scheduled = Scheduled
transfer-state-vested = Vested
transfer-state-cancelled = Cancelled
transfer-state-reversed = Taken back

transfer-now = What can be done now
transfer-now-draft = It is being written. Rehearse it to see exactly what it would do.
transfer-now-rehearsed = Its plan is shown below. Two people who did not draft it have to approve it.
transfer-now-endorsed = One person has approved its plan. A second, who did not draft it, has to as well.
transfer-now-approved = Two people have approved its plan. It can go on the calendar.
transfer-now-scheduled = It vests at the start of its day, if its plan is still the one that was approved.
transfer-now-vested = It was carried out.
transfer-now-cancelled = It was given up, and nothing moved.
transfer-now-reversed = It was carried out, and another transfer took it back.
transfer-may-reverse = It can be taken back until { $last }.
transfer-rehearse = Rehearse it
transfer-rehearse-again = Rehearse it again
transfer-approve = Approve this plan
transfer-approve-help = You approve exactly the plan below. If anything changes so that the plan changes, you will be asked again. Its hash:
transfer-schedule = Put it on the calendar
transfer-cancel = Cancel this transfer
transfer-cancel-help = Nothing moves. A transfer that was cancelled stays in the list, and can’t be taken up again: it would have to be drafted anew, under another id.
transfer-reverse-waiting = These come after it, and can’t vest once it is taken back:
transfer-cancel-waiting = These wait for it, and can’t vest without it:
transfer-cancel-no-reason = Say why it is cancelled
transfer-reason-too-long = Say it in at most 2,000 letters
transfer-redraft = Write it anew
transfer-reverse = Take it back
transfer-see-sheet = Proof sheet
transfer-see-work = How the work in flight follows

transfer-drafted-by = Drafted by
transfer-approved-by = Approved by
transfer-vested-on = Vested on
transfer-version = version { $version } of the model
transfer-reverses = Takes back
transfer-reversed-by = Taken back by
transfer-window = Can be taken back
transfer-window-days = { $days ->
    [one] for one day after the vesting
   *[other] for { $days } days after the vesting
}
transfer-reason = Reason
transfer-before = What has to come before
transfer-gate-open = This is true: open the gate
transfer-gate-shut = shut
transfer-gate-opened = opened by { $person } on { $at }

transfer-lines = What moves
transfer-lines-none = No responsibility moves.
transfer-lines-back = It restores what the earlier transfer changed.
transfer-line = { $n }. From { $from } to { $to }
transfer-all-functions = all four functions
transfer-services = Services
transfer-all-services = everything that { $body } holds
transfer-areas = Areas
transfer-everywhere = everywhere
transfer-into = the part that becomes { $area }
transfer-shares = Posts and money
transfer-shares-none = No posts and no money move with it.
transfer-share = { $title }, from { $from } to { $to }:
transfer-amount = { $unit ->
    [posts] { $amount } full-time posts
   *[money] { $amount } a year
}
transfer-amount-all = all of it
transfer-systems = Systems that change
transfer-dissolves = Bodies that end
transfer-dissolved = { $body } ends; { $successor } follows it
transfer-thing = { $thing ->
    [pages] its page addresses
    [telephones] its telephone numbers
    [postal-addresses] its postal addresses
    [case-references] its case references
    [complaints] open complaints
    [information-requests] open information requests
   *[appeals] appeals
}
transfer-rules = Work in flight
transfer-open-work = Requests that were sent and are open
transfer-open-work-moves = go to the successor
transfer-open-work-stays-until-closed = are finished by the predecessor
transfer-open-work-back = go back to the body that they came from, unless the one that took over has begun: then a person decides
transfer-open-work-moves-if-not-started = go to the successor, unless somebody has begun
transfer-deadlines = Deadlines
transfer-deadlines-keep = stand as they were promised
transfer-deadlines-count-anew = are counted anew by the successor’s standard, never earlier than promised
transfer-answerable = Who answers for what does not fit
transfer-matter-uncertain = Nobody knows whether it was received
transfer-matter-started = Begun by the predecessor
transfer-matter-stuck = Can’t go on by itself
transfer-matter-acted = Acted on by the successor
transfer-matter-resources = Posts and money
transfer-matter-everything = Everything else

# A new draft
transfer-new-help = Write the draft in a text editor and paste it here. Saving it moves nothing.
transfer-new-label = The draft
transfer-new-hint = As TOML or JSON
transfer-new-example = What a draft looks like
transfer-new-save = Save the draft
transfer-new-empty = Paste the draft
transfer-new-unreadable = Line { $line } can’t be read: { $what }

# The way back
transfer-reverse-help = This drafts a transfer that restores what this one changed: who answers, posts, money and systems. Open requests go back too; those that the body which took over has begun wait for a person to decide. The draft is rehearsed, approved by two people and put on the calendar like any other.
transfer-reverse-day = Day from which it is as before
transfer-reverse-until = { $last } at the latest
transfer-reverse-reason-hint = It is kept with the transfer
transfer-reverse-draft = Draft the reversal
transfer-reverse-day-unreadable = “{ $typed }” is not a day: enter one such as 2023-04-01
transfer-reverse-no-reason = Say why it is taken back
transfer-way-back = A way back has been drafted:
transfer-correct-help = Something about it was wrong from the beginning? A correction with a reason says who has answered since then after all.
transfer-correct = Draft a correction
transfer-correction-title = { $title }: correction
transfer-reversal-title = Taken back: { $title }

# The proof sheet
sheet-title = Proof sheet
sheet-which = Proof sheets
sheet-of-rehearsal = At the last rehearsal
sheet-of-vesting = At the vesting
sheet-of-settled = When all work had followed
sheet-plan = Hash of the plan
sheet-hash = Hash of this sheet
sheet-made = Made
sheet-not-whole = This sheet is not the one that was kept: its hash does not fit.
sheet-coverage = Coverage
sheet-cells = { $asked ->
    [one] one part of a service asked
   *[other] { $asked } parts of services asked
}; gaps: { $gaps }; overlaps: { $overlaps }
sheet-rows = Rows of the model
sheet-rows-count = { $ended } end, { $begun } begin
sheet-warnings = Worth knowing
sheet-seams-opened = What this move tears apart
sheet-seams-opened-help = With this move these seams would be there within a year from its day, and without it they would not.
sheet-seams-closed = What this move sews up
sheet-todo = Who sees to what is left
sheet-todo-none = Nobody is named.
sheet-moved = What goes from whom to whom
sheet-moved-nothing = No function changes hands.
sheet-places = Places
sheet-more = { $count ->
    [one] One more line is on the proof sheet
   *[other] { $count } more lines are on the proof sheet
}
sheet-holdings = Posts and money, before and after
sheet-holdings-nothing = Nobody’s posts or money change.
sheet-posts = Full-time posts
sheet-money = Money a year
sheet-sum = Sum
sheet-before-after = { $before } → { $after }
sheet-work = Open requests
sheet-work-none = No open request was concerned.
sheet-work-later = They are counted when all of them have followed.
sheet-work-uncounted = They were not counted when this rehearsal was made. Rehearse the transfer again to count them.
sheet-work-foreseen = As they stood at the rehearsal. What people send and bodies answer until the day changes it.
sheet-work-now = What would become of each one now
sheet-work-was = State
sheet-work-fate = What becomes of it
sheet-work-count = Requests
sheet-work-state = { $state ->
    [held] held back
    [queued] to be sent
    [asking] sent, no reply came: their bodies are asked
    [sent] sent
    [uncertain] uncertain
    [stuck] stuck
    [referred] said to be another body’s
   *[other] { $state }
}
sheet-work-fate-of = { $fate ->
    [follows] follow the responsibility
    [handed-over] handed over to another system
    [finishes] finished by the predecessor
    [listed] for a person to decide
   *[other] { $fate }
}
sheet-exceptions = What a person must still see to
sheet-exceptions-none = Nothing waits for a person.
sheet-exceptions-told = No request waits for a person’s decision.
sheet-by-hand = To be told by hand that another body answers now: their systems take no notices
sheet-by-hand-body = Tell
sheet-by-hand-system = It had them in
sheet-exception-body = Answers for it
sheet-exception-person = Seen to by
sheet-stale = This sheet is of a plan that stands no more. Rehearse the transfer to see what it would do now.
sheet-deadlines = Deadlines, before and after
sheet-deadlines-none = No open request had a deadline.
sheet-deadlines-kept = { $count ->
    [one] The one deadline did not move.
   *[other] None of the { $count } deadlines moved.
}
sheet-deadlines-moved = { $moved } of { $count } deadlines moved: by the rule of this transfer they are counted anew, never earlier than promised.
sheet-deadlines-back = { $moved } of { $count } deadlines had been counted anew by the transfer that is taken back, and are again what they were before it.
sheet-deadlines-undated = Open requests without a deadline: { $before } before, { $after } after.
sheet-deadlines-body = Body
sheet-deadlines-day = Answer due by
sheet-deadlines-before = Before
sheet-deadlines-after = After
sheet-readdressed = What was still to be sent, and where it goes
sheet-readdressed-none = Nothing was waiting to be sent.
sheet-readdressed-before = Was to go to
sheet-readdressed-after = Goes to
sheet-readdressed-same = the same system, for the successor
sheet-readdressed-nowhere = no system
sheet-work-each-csv = Each request (CSV)
sheet-work-each-json = Each request (JSON)
sheet-readdressed-each = Each of them, with both systems (CSV)
sheet-csv = This sheet as a spreadsheet (CSV)
sheet-json = The very text of the hash (JSON)
transfer-no-sheet = There is no such sheet yet
transfer-no-sheet-next = Rehearse the transfer, and there is one.

# What is worth knowing
transfer-spot = { $function ->
    [policy] the rules
    [decision] the decision
    [fulfilment] the work
   *[contact] contact
} for “{ $service }”{ $channel ->
    [web] {" "}online
    [phone] {" "}by telephone
    [counter] {" "}at a counter
    [post] {" "}by post
   *[all] {""}
}{ $for ->
    [segment] , { $segment }
   *[everybody] {""}
}{ $at ->
    [place] {" "}in { $place }
   *[everywhere] {" "}in the whole country
}
transfer-of = { $function ->
    [policy] the rules
    [decision] the decision
    [fulfilment] the work
   *[contact] contact
} for “{ $service }”
transfer-warning-ends-anyway = { $body } stops holding { transfer-spot } that day, whatever this transfer does.
transfer-warning-no-system-before = No system takes the work of “{ $service }”, before or after.
transfer-warning-still-named = { $by ->
    [franchise] A franchise still names { $body } as lead or partner.
    [agreement] An agreement still names { $body }.
    [delegation] Officers still decide for { $body }.
   *[controller] { $body } is still data controller of something.
}
transfer-warning-rival = “{ $transfer }” is approved and moves the same by { $day }: this one can’t be approved beside it. Name it as what this one comes after, or give one of the two up.
transfer-warning-taken-besides = No line names { $bodies }, and something goes from there all the same: see what moves.
transfer-warning-new-segment = Nobody has held anything for the segment “{ $segment }” before. { $any ->
    [none] There is no segment yet.
   *[some] These are known: { $known }.
  } Is it new, or written wrongly?
transfer-warning-system-for-everybody = The system changes for everybody there, and the lines move the work only for a segment or by a channel: { $services }.
transfer-warning-rests-on-it = These come after what is taken back: { $transfers }. What has vested stands without it; what has not can’t vest any more.
transfer-warning-nothing-promised = { $body } has published nothing about what it takes over: { $services }. Nobody will be told how long that takes or what it costs, and no new request has a day by which an answer is due.
transfer-warning-nothing-goes-with-it = No posts and no money go with what moves.

# What is wrong with a draft
transfer-problem-empty = The transfer moves nothing: name what responsibility, posts, money or systems move
transfer-problem-changes-nothing = The transfer changes nothing: all that it names is so already
transfer-problem-title = The title is needed in English and French, as plain text of at most { $most } characters
transfer-problem-not-plain = { $of ->
    [reason] The reason
    [area] The code of an area
    [segment] The name of a segment
   *[share] The line of a share
} { $of ->
    [segment] is empty, has space around it, or has characters that can’t be seen
   *[other] has characters that can’t be seen
}: write plain text
transfer-problem-long-reason = The reason may have at most { $most } characters
transfer-problem-long-window = It can be taken back for { $most } days at most
transfer-problem-ended-already = { $body } ended on { $day } by “{ $by }”: only a correction says otherwise who follows it
transfer-problem-unknown-body = There is no body “{ $id }”
transfer-problem-body-not-there = { $body } is not there on { $day }: it can’t take anything over
transfer-problem-unknown-service = There is no service “{ $id }”
transfer-problem-unknown-area = There is no area “{ $id }”
transfer-problem-unknown-instrument = There is no instrument “{ $id }”
transfer-problem-unknown-system = There is no system “{ $id }”
transfer-problem-unknown-person = There is no person “{ $id }” among the staff
transfer-problem-unknown-franchise = There is no franchise “{ $id }”
transfer-problem-before-instrument = The vesting day { $day } is before “{ $instrument }” takes effect on { $from }
transfer-problem-after-instrument = The vesting day { $day } is after the end of “{ $instrument }” on { $until }
transfer-problem-no-part = { $body } holds it { $at ->
    [place] for { $place }, which goes on
   *[everywhere] everywhere
  }: no part of that becomes { $into } on the day. Leave “into” out and name areas instead
transfer-problem-decided-elsewhere = Line { $line }: { $service } is not decided by areas like { $area }, so nobody holds it for that area alone
transfer-problem-selects-nothing = Line { $line } selects nothing that { $body } holds on { $day } or later
transfer-problem-franchise-and-form = Line { $line } has to name a franchise if the form is one, and only then
transfer-problem-franchise-not-there = The franchise “{ $id }” is not there on { $day }: nothing can be held in it
transfer-problem-back-to-nobody = { $body } has ended by { $day }: nothing can be given back to it
transfer-problem-back-to-former-lead = It would be given back to { $body } in the franchise “{ $id }”, which { $body } does not lead any more on { $day }
transfer-problem-not-the-lead = Line { $line } goes to { $body } in the franchise “{ $id }”, which { $lead } leads on { $day }: name the lead
transfer-problem-holds-none = { $body } holds none of it on { $day }, as it is known now{ $moved ->
    [yes] : “{ $transfer }” will have moved what it holds
   *[no] {""}
}
transfer-problem-nothing-promised = { $body } has promised nothing for “{ $service }” on { $day }, so its deadlines can’t be counted anew
transfer-problem-more-than-contact = Line { $line } moves more than contact, which this kind of move does not
transfer-problem-torn = In { $area }, { transfer-of } would go to { $bodies }{ $nobody ->
    [yes] {" "}and to nobody
   *[no] {""}
}: its predecessors have to go to one body
transfer-problem-crossing = { transfer-of } can’t be cut out for { $area }: its borders cross those of { $crossed }, which has rows of its own
transfer-problem-twice = Two lines give { transfer-of } to different bodies: { $bodies }
transfer-problem-nothing = Line { $line } selects nothing
transfer-problem-gap = Nobody would hold { transfer-spot } on { $day }: { $body } did before
transfer-problem-overlap = On { $day }, several would hold { transfer-spot }, with no rule that says who is asked: { $bodies }
transfer-problem-no-system = No system would take the work of “{ $service }” { $at ->
    [place] in { $place }
   *[everywhere] in the whole country
} on { $day }
transfer-problem-dissolves-nobody = { $body } can only be dissolved by a merger, a split or a correction
transfer-problem-window-of-succession = A merger or a split can’t be taken back, so it has no window
transfer-problem-still-holds = { $body } ends on { $day } and would still hold { transfer-of }{ $more ->
    [0] {""}
    [one] {" "}and one more
   *[other] {" "}and { $more } more
}
transfer-problem-still-has = { $body } ends on { $day } and would still have the line “{ $line }” of posts or money
transfer-problem-follows-nobody = { $successor } can’t follow { $body }: it ends that day too
transfer-problem-followed-twice = { $body } has two successors for the same places in this: { transfer-thing }
transfer-problem-not-followed = Nobody follows { $body } in this: { transfer-thing }
transfer-problem-no-reason = A correction needs a reason
transfer-problem-two-answer = Two people are named for this, and one of them has to answer: { $matter ->
    [uncertain] requests of which nobody knows whether they were received
    [started] requests that the predecessor has begun
    [stuck] requests that can’t go on by themselves
    [acted] what the successor has acted on
    [resources] posts and money
   *[everything] everything else
}
transfer-problem-nobody-answers = Nobody is named who answers for this: { $matter ->
    [uncertain] requests of which nobody knows whether they were received
    [started] requests that the predecessor has begun
    [stuck] requests that can’t go on by themselves
    [acted] what the successor has acted on
    [resources] posts and money
   *[everything] everything else
}
transfer-problem-not-a-reversal = A reversal takes one vesting back and says nothing else
transfer-problem-changed-since = What this transfer wrote has been changed since ({ $count ->
    [one] one row
   *[other] { $count } rows
}), so it can’t be taken back as a whole
transfer-problem-no-line = { $body } has nothing in the line “{ $line }” on { $day } or later
transfer-problem-more-than-there-is = From { $body }, { $asked-unit ->
    [posts] { $asked } posts
   *[money] { $asked } a year
} of “{ $line }” would go, of which there is only { $there-unit ->
    [posts] { $there } posts
   *[money] { $there } a year
} on { $day }
transfer-problem-mixed = From “{ $line }”, { $asked-unit ->
    [posts] { $asked } posts
   *[money] { $asked } a year
} would go, but the line holds { $there-unit ->
    [posts] { $there } posts
   *[money] { $there } a year
}
transfer-problem-not-positive = From “{ $line }”, { $asked-unit ->
    [posts] { $asked } posts
   *[money] { $asked } a year
} can’t go: a share is more than nothing
transfer-problem-to-itself = “{ $line }” would go from { $body } to itself
transfer-problem-too-large = “{ $line }” of { $body } would be too large to count

# Why something can't be done
transfer-error-not-found = There is no transfer “{ $transfer }”
transfer-error-not-theirs = { $wanted ->
    [planner] Only a transfer planner can do this
    [approver] Only a transfer approver can do this
    [planner-or-approver] Only a transfer planner or a transfer approver can do this
   *[either] Only a transfer planner, a transfer approver or an operator can do this
}
transfer-error-stale = The model has changed from version { $known } to { $now } meanwhile: rehearse the transfer again
transfer-error-redrafted = The draft was changed while its plan was made: rehearse the transfer again
transfer-error-changed = Somebody else changed this transfer at the same moment: it is shown here as it is now
transfer-error-waits-for-nobody = It waits for “{ $transfer }”, which is not there
transfer-error-waits-for-later = It is of { $own } and can’t wait for “{ $transfer }”, which is of { $day }
transfer-error-taken = There is a transfer “{ $transfer }” already: write that one anew from its page, or choose another id
transfer-error-reversal-drafted = { $people } drafted “{ $transfer }” already, which takes it back: ask them, or cancel that one first
transfer-error-moves-the-same = “{ $transfer }” moves the same on { $day } and is approved: cancel one of the two, or have one wait for the other
transfer-error-ground-goes = “{ $transfer }” takes back by { $day } what this one waits for: cancel one of the two
transfer-error-circle = { $count ->
    [one] { $transfers } waits for itself
   *[other] These transfers wait for each other: { $transfers }
}
transfer-error-unknown-programme = There is no programme “{ $programme }”
transfer-error-drafted-reversal = A reversal is not drafted: open the transfer that it is of, and take it back
transfer-error-day-passed = { $day } is past, and today is { $today }: only a correction may be dated in the past
transfer-error-waits = It can’t vest before “{ $transfer }”, which has not
transfer-error-in-vain = It waits for “{ $transfer }”, which was given up or taken back
transfer-error-gate-shut = A gate is shut: { $what }
transfer-error-succession-stays = A merger or a split can’t be taken back: what is wrong is corrected, with a reason
transfer-error-correction-stays = A correction can’t be taken back: what is wrong is corrected again, with a reason
transfer-error-reversal-stays = A reversal can’t be taken back: draft the move anew
transfer-error-no-window = It was agreed without a window in which it can be taken back: move it anew
transfer-error-window-over = It could be taken back until { $last }, and { $day } is later
transfer-error-not-vested = “{ $transfer }” has not vested: cancel it instead
transfer-error-taken-back = “{ $transfer }” takes it back already
transfer-error-by-the-drafter = { $person } drafted this transfer, so two other people have to approve it
transfer-error-twice = { $person } has approved this transfer already: the second approval is another person’s
transfer-error-plan-changed = The plan has changed since it was shown: look at it again before you approve it
transfer-error-vested-already = This transfer has vested already, as version { $version } of the model
transfer-error-too-early = This transfer vests on { $day }, and today is { $today }
transfer-error-not-now = { $state ->
    [draft] It is a draft
    [rehearsed] It was rehearsed and nobody has approved it
    [endorsed] One person has approved it
    [approved] Two people have approved it
    [scheduled] It is on the calendar
    [vested] It has vested
    [cancelled] It was cancelled
   *[reversed] It was taken back
}, so it can’t { $wanted ->
    [drafted-anew] be written anew
    [rehearsed] be rehearsed
    [approved] be approved
    [scheduled] go on the calendar
    [cancelled] be cancelled
    [withdrawn] be withdrawn
    [vested] vest
   *[reversed] be taken back
}
transfer-error-no-gate = There is no gate “{ $gate }”
transfer-error-gate-open = { $person } has opened this gate already
transfer-next-list = Go back to the list of transfers and choose one that is there.
transfer-next-colleague = Ask a colleague who may do it.
transfer-next-look = Open the transfer and see how it stands.
transfer-next-again = Open the transfer and rehearse it again.
transfer-next-draft = Correct the draft and save it again.
transfer-next-problems = { $more ->
    [0] Correct the draft and rehearse the transfer again.
    [one] One more thing is wrong. Correct the draft and rehearse the transfer again.
   *[other] { $more } more things are wrong. Correct the draft and rehearse the transfer again.
}
transfer-error-written-meanwhile = This draft was written anew meanwhile, by a colleague or in another window. Open it again, look at it, and write over it if yours shall stand
