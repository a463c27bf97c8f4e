# How franchises word bodies' services.
wordings-title = Wordings of franchises
wordings-lead = A franchise presents bodies’ services in words of its own. The facts stay the supplier’s: where one changes, the wording is hidden until somebody has looked at it again.
wordings-none = No franchise has worded a service yet. The page of a service has a link to it.
wordings-no-franchise = There is no franchise today that could word a service.
wording-service = Service
wording-franchise = Franchise
wording-worded = Worded
wording-stands = Stands
wording-stands-current = shown
wording-stands-facts-changed = { $count ->
    [one] a fact changed: look again
   *[other] { $count } facts changed: look again
}
wording-stands-gone = service gone
wording-title = Word “{ $service }”
wording-lead = Write what people of the franchise read. What the supplier says stays beside it.
wording-see = The supplier’s own page
wording-choose = Choose this franchise
wording-changed = { $count ->
    [one] One fact has changed since it was worded
   *[other] { $count } facts have changed since it was worded
}
wording-hidden = The wording is hidden until you have looked at it: save it again, changed or as it is.
wording-facts = What the supplier says
wording-words = The words of the franchise
wording-title-en = Title in English
wording-title-fr = Title in French
wording-summary-en = What it is, in English
wording-summary-fr = What it is, in French
wording-go = Save
wording-back = Show the supplier’s words again
wording-was-back = the supplier’s words again
wording-text-missing = Write this in both languages
wording-text-long = Write at most { $most } letters
wording-franchise-unknown = Choose a franchise of today
wording-said-otherwise = The supplier has changed what it says meanwhile. Look at the facts, and save again.
wording-crossed = Somebody else has worded it meanwhile. Look at the history, and save again if yours shall stand.
wording-next = Look at the page again.
entry-worded-by = In the words of { $franchise }
entry-word-it = Word it for a franchise
wording-stands-words-changed = shown; the supplier has other words
wording-coming = What the supplier changes from { $day }
wording-ends = The supplier ends this service from { $day }
wording-coming-next = From that day on the wording is hidden until you have looked at it again.
