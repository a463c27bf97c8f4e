# ------------------------------------------------------------ concepts, as staff look at them
door-concepts = Concepts et exigences
door-concepts-help = Ce que signifie chaque question, quelles démarches en ont besoin, et ce qui est peut-être encore demandé deux fois.
concepts-title = Concepts et exigences
concepts-help = Un concept a le même sens pour tous les organismes : il n’est donc demandé qu’une fois. Voici quelles démarches ont besoin de chacun.
concepts-empty = Aucun parcours ne demande encore rien. Chargez-en un avec les données de l’administration.
concepts-saved = { $journeys ->
    [one] Dans un parcours
   *[other] Dans { $journeys } parcours
 }, les organismes poseraient { $asked } questions, démarche par démarche. Les personnes répondent à { $once } questions au plus.
concepts-search = Concept, démarche ou organisme
concepts-search-button = Rechercher
concepts-found = { $count ->
    [0] Rien ne contient ces mots
    [one] { $count } concept
   *[other] { $count } concepts
 }
concepts-none = Essayez avec moins de mots, ou une partie d’un mot.
concepts-all = Afficher tous les concepts
concept-type-yes-no = Oui ou non
concept-type-number = Un nombre
concept-type-text = Un texte
concept-type-date = Un jour
concept-type-choice = Une réponse parmi plusieurs
concept-type-place = Un lieu
concept-constraint = La réponse doit être { $constraint }
concept-undeclared = Seul un parcours dit ce qu’il signifie
concept-asked = { $services ->
    [one] Une démarche en a besoin
   *[other] { $services } démarches en ont besoin
 }{ $saved ->
    [0] .
    [one] : demandé une seule fois, il évite une question.
   *[other] : demandé une seule fois, il évite { $saved } questions.
 }
concept-unasked = Aucune démarche n’en a besoin.
concept-services = Quelles démarches de quels organismes
concept-alike = Se ressemblent
concept-alike-help = Deux concepts de même sens font poser deux fois la même question. Si c’est le cas, nommez-en un dans les deux parcours avec concept = "…", et retirez l’autre de concepts.toml. Sinon, donnez-leur des libellés qui les distinguent.
concept-alike-none = Aucun concept ne ressemble à un autre.
concept-alike-pair = { $one } et { $other }
concept-alike-label = même libellé
concept-alike-question = questions au même libellé
concept-alike-options = mêmes réponses possibles
concept-alike-constraint = même contrainte
concepts-machines = Pour d’autres systèmes
concepts-machines-help = Les mêmes informations dans les termes de CCCEV 2.1.0, à lire par d’autres systèmes.
