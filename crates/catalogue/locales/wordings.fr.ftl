# How franchises word bodies' services.
wordings-title = Formulations des franchises
wordings-lead = Une franchise présente les démarches des organismes dans ses propres mots. Les faits restent ceux du fournisseur : si l’un change, la formulation est cachée jusqu’à ce que quelqu’un l’ait revue.
wordings-none = Aucune franchise n’a encore formulé de démarche. La page d’une démarche y mène.
wordings-no-franchise = Aucune franchise ne peut formuler de démarche aujourd’hui.
wording-service = Démarche
wording-franchise = Franchise
wording-worded = Formulée
wording-stands = État
wording-stands-current = montrée
wording-stands-facts-changed = { $count ->
    [one] un fait a changé : à revoir
   *[other] { $count } faits ont changé : à revoir
}
wording-stands-gone = démarche disparue
wording-title = Formuler « { $service } »
wording-lead = Écrivez ce que lisent les gens de la franchise. Ce que dit le fournisseur reste à côté.
wording-see = La page du fournisseur
wording-choose = Choisir cette franchise
wording-changed = { $count ->
    [one] Un fait a changé depuis la formulation
   *[other] { $count } faits ont changé depuis la formulation
}
wording-hidden = La formulation est cachée jusqu’à ce que vous l’ayez revue : enregistrez-la à nouveau, changée ou telle quelle.
wording-facts = Ce que dit le fournisseur
wording-words = Les mots de la franchise
wording-title-en = Titre en anglais
wording-title-fr = Titre en français
wording-summary-en = Ce que c’est, en anglais
wording-summary-fr = Ce que c’est, en français
wording-go = Enregistrer
wording-back = Montrer à nouveau les mots du fournisseur
wording-was-back = à nouveau les mots du fournisseur
wording-text-missing = Écrivez-le dans les deux langues
wording-text-long = Écrivez au plus { $most } lettres
wording-franchise-unknown = Choisissez une franchise d’aujourd’hui
wording-said-otherwise = Le fournisseur a changé ce qu’il dit entre-temps. Regardez les faits, et enregistrez à nouveau.
wording-crossed = Quelqu’un d’autre l’a formulée entre-temps. Regardez l’historique, et enregistrez à nouveau si la vôtre doit valoir.
wording-next = Regardez la page à nouveau.
entry-worded-by = Dans les mots de { $franchise }
entry-word-it = La formuler pour une franchise
wording-stands-words-changed = montrée ; le fournisseur a d’autres mots
wording-coming = Ce que le fournisseur change à partir du { $day }
wording-ends = Le fournisseur met fin à ce service à partir du { $day }
wording-coming-next = La formulation sera cachée à partir de ce jour, jusqu’à ce que vous l’ayez revue.
