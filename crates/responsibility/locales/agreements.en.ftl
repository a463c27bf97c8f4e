# What the page about agreements and officers' powers says. Every id stands in agreements.fr.ftl too.

menu-agreements = Agreements and powers
agreements-title = Agreements and officers’ powers
agreements-lead = What one body does for another: how much of it, how well, who forecasts it, and what the agreement leaves unsaid. Below, which officers may decide for a body.
agreements-day = On which day
agreements-now = Agreements on { $day }
agreements-none = No agreement holds on this day, and none is to come.
agreements-empty = No agreement is recorded.
agreements-ended = Ended agreements
agreements-to-come = to come
agreements-provider = Who does it
agreements-client = For whom
agreements-services = Services
agreements-all-channels = all of them
agreements-volume = How many a month
agreements-volume-of = { $count }
agreements-forecast-by = forecast by { $body }
agreements-nobody-forecasts = nobody forecasts it
agreements-standard = How well
agreements-unsaid = not said
agreements-lacks = What it lacks
agreements-lacks-nothing = nothing
agreements-nothing-follows = what follows it on { $on }
agreements-seams = Where bodies work for each other without an agreement

powers-now = Officers’ powers on { $day }
powers-lead = Where a body has written down who may decide, these officers alone grant or refuse at its desk. Where it has not, each of its officers may.
powers-none = No officer has such a power on this day, and none is to come.
powers-empty = No officer’s power is recorded.
powers-ended = Ended powers
powers-officer = Officer
powers-body = Decides for
powers-what = What
powers-everything = everything that it decides
