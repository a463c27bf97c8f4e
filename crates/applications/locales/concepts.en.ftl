# ------------------------------------------------------------ concepts, as staff look at them
door-concepts = Concepts and requirements
door-concepts-help = What every question means, which services ask for it, and what may still be asked twice.
concepts-title = Concepts and requirements
concepts-help = A concept has one meaning for every body, so people are asked for it once. Here is which services need each of them.
concepts-empty = No journey asks for anything yet. Load one with the government’s data.
concepts-saved = { $journeys ->
    [one] In one journey
   *[other] In { $journeys } journeys
 }, bodies would ask { $asked } times, service by service. People are asked { $once } times at most.
concepts-search = Concept, service or body
concepts-search-button = Search
concepts-found = { $count ->
    [0] Nothing has these words
    [one] One concept
   *[other] { $count } concepts
 }
concepts-none = Try fewer words, or a part of one.
concepts-all = Show all concepts
concept-type-yes-no = Yes or no
concept-type-number = A number
concept-type-text = A text
concept-type-date = A day
concept-type-choice = One of some options
concept-type-place = A place
concept-constraint = It has to be { $constraint }
concept-undeclared = Only a journey says what it means
concept-asked = { $services ->
    [one] One service needs it
   *[other] { $services } services need it
 }{ $saved ->
    [0] .
    [one] : asked once, it spares people one question.
   *[other] : asked once, it spares people { $saved } questions.
 }
concept-unasked = No service needs it.
concept-services = Which services of which bodies
concept-alike = Looks the same
concept-alike-help = Two concepts that mean the same ask people twice. If they do, name one of them in both journeys with concept = "…", and take the other out of concepts.toml. If they don’t, give them labels that tell them apart.
concept-alike-none = No two concepts look the same.
concept-alike-pair = { $one } and { $other }
concept-alike-label = the same label
concept-alike-question = questions with the same label
concept-alike-options = the same options
concept-alike-constraint = the same constraint
concepts-machines = For other systems
concepts-machines-help = The same in the words of CCCEV 2.1.0, for other systems to read.
