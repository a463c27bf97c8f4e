# What the pages of the dial say. Every id stands in fr.ftl too.

## Seams

seam-split = { $accountable } answers for it and { $worker } has { $function }. Between them there is no { $missing }.
seam-split-next = Agree on it in writing: how many a month, how well, and who forecasts it.
seam-capacity-elsewhere = { $worker } has { $function }, and the posts for it are with { $posts-with }.
seam-capacity-elsewhere-next = Move the posts with the work, or say in an agreement who lends them.
seam-gap = Nobody has { $function }.
seam-gap-next = Name a body for it, for this area and these days.
seam-agreement-ends = The agreement “{ $agreement }” ends on { $on }.
seam-agreement-ends-next = Renew it, or move the work to a body before that day.
seam-instrument-ends = “{ $instrument }” has no effect from { $on }, and what rests on it would go on.
seam-instrument-ends-next = Name what it rests on from that day, or end it then.
seam-contact-moved = { $contact } meets people, and this did not come with it: { $left }.
seam-contact-moved-next = Give it what it needs, or let the contact return.
seam-not-accredited = { $holder } holds it for others, and no agreement says so.
seam-not-accredited-next = Make an agreement between it and the body that answers for the service.
seam-franchise-ill-held = { $holder } holds it for a franchise that is closed, or that another body leads.
seam-franchise-ill-held-next = Move the function to the body that leads a living franchise, or back to an agency.
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
