# Les entrées du catalogue et les noms de leurs champs.
entries-title = Ce que proposent les organismes
entries-lead = Les services et les organismes qui les proposent, tels que ceux-ci les décrivent eux-mêmes.
entries-kinds = Que montrer
entry-kind-service = Services
entry-kind-service-type = Types de service
entry-kind-body = Organismes
entry-kind-event = Événements de la vie et des entreprises
entry-kind-standard = Normes de service
entry-kind-other = Autres
entries-none-yet = Rien n’a encore été publié. Un gestionnaire du catalogue apporte un fichier avec `portico catalogue import`.
entries-none = Il n’y a rien de ce genre.
entries-first = Revenir au début
entries-next = Suite
entry-on = Tel que décrit pour le { $day }.
entry-in-edition = Tel que l’édition { $edition } le décrivait pour le { $day }. Des éditions ultérieures peuvent dire autre chose.
entry-as-now = Voir la description d’aujourd’hui
entry-gone-on = Ceci n’est pas décrit pour le { $day }.
entry-edition-unknown = Il n’y a pas d’édition « { $typed } »
entry-after-unclear = « { $typed } » n’est pas une valeur de « next » d’une page précédente
entry-who = Voir qui est responsable de quoi chez vous
entry-about = À propos de cette description
entry-source = Elle vient de la source « { $source } » et vaut depuis le { $from }.
entry-name = Là, son nom est
entry-history = Son histoire
entry-version-from = Vaut depuis
entry-version-edition = Édition
entry-version-published = Publiée
entry-version-gone = n’est plus proposé
entry-version-replaced = remplacée par l’édition { $edition }
entry-machines = Pour les machines :
entry-not-there = Ceci n’est pas décrit pour ce jour-là
entry-not-there-next = Il l’était d’autres jours, ou a été retiré. Cherchez-le dans le catalogue.
entry-kind-unknown = Le genre « { $typed } » n’existe pas
entry-day-unreadable = « { $typed } » n’est pas un jour
entry-unclear-next = Les genres sont service, service-type, body et event ; un jour s’écrit comme 2023-04-01.
field-amount = Montant
field-audience = Pour qui
field-authorities = Qui le propose
field-channel = Par cette voie
field-channels = Comment y accéder
field-classes = Classé comme
field-conforms-to = Type de justificatif
field-contact-points = Contact
field-costs = Ce que cela coûte
field-currency = Monnaie
field-description = De quoi il s’agit
field-edition = Édition à la source
field-emails = Courriel
field-events = Fait partie de
field-evidence = Ce qu’il faut fournir
field-evidence-types = Types de justificatifs
field-held = Cas où elle a été tenue
field-homepage = Site
field-identifier = Numéro
field-keywords = Mots-clés
field-languages = Langues
field-legal-resources = Base légale
field-name = Nom
field-opening-hours = Ouverture
field-outputs = Ce que vous obtenez
field-owners = Tenu par
field-pages = Pages
field-participant = Qui
field-participations = Qui d’autre participe
field-performance = Résultat
field-places = Où
field-processing-time = Délai
field-published = Atteinte, selon l’organisme
field-related = Voir aussi
field-requirements = Conditions
field-requires = Il faut d’abord
field-roles = En tant que
field-rules = Règles
field-sectors = Secteurs d’activité
field-service = Du service
field-service-type = Type de service
field-services = Services
field-set-by = Fixé par
field-sort = Nature
field-special-opening-hours = Ouverture particulière
field-status = État
field-target = Cible
field-telephones = Téléphone
field-themes = Thèmes
field-title = Titre
field-types = Nature
field-volume = Nombre de cas
field-way = Voie
seek-words = Chercher dans le catalogue
seek-button = Chercher
seek-chosen = Restreint à
seek-without = ôter
seek-total = { $count ->
    [0] Rien trouvé
    [one] 1 résultat
   *[other] { $count } résultats
 }
seek-did-you-mean = Vouliez-vous dire
seek-only-some = Rien ne contient tous ces mots. Voici ce qui en contient certains.
seek-nothing = Rien dans le catalogue ne correspond. Vous pouvez :
seek-nothing-words = essayer d’autres mots, ou moins de mots
seek-nothing-filters = ôter ce à quoi la recherche est restreinte
seek-nothing-browse = parcourir le catalogue
seek-narrow = Restreindre
seek-by-kind = Quoi
seek-by-life-event = Fait partie de
seek-by-area = Où
seek-by-body = Qui le propose
seek-by-channel = Comment y accéder
seek-by-price = Ce que cela coûte
seek-by-online = En ligne
seek-channel-web = en ligne
seek-channel-phone = par téléphone
seek-channel-counter = au guichet
seek-channel-post = par courrier
seek-channel-email = par courriel
seek-channel-fax = par télécopie
seek-channel-other = autrement
seek-price-free = gratuit
seek-price-fee = payant
seek-online-end-to-end = de bout en bout
entry-offers-body = Ses services
entry-offers-event = Les services qui en font partie
entry-kind-one-service = Service
entry-kind-one-service-type = Type de service
entry-kind-one-body = Organisme
entry-kind-one-event = Événement
entry-kind-one-standard = Norme de service
entry-kind-one-other = Autre
span-days = { $count ->
    [one] 1 jour
   *[other] { $count } jours
 }
span-weeks = { $count ->
    [one] 1 semaine
   *[other] { $count } semaines
 }
span-months = { $count ->
    [one] 1 mois
   *[other] { $count } mois
 }
span-years = { $count ->
    [one] 1 an
   *[other] { $count } ans
 }
span-hours = { $count ->
    [one] 1 heure
   *[other] { $count } heures
 }
span-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
 }
hsds-events = Événements de la vie et des entreprises
hsds-events-description = Ce qui arrive dans une vie ou une entreprise et amène des démarches.
hsds-parameter-unclear = « { $typed } » ne convient pas à « { $name } »
hsds-parameter-unclear-next = Les pages sont numérotées à partir de 1 ; oui et non s’écrivent true et false ; un moment s’écrit 2023-04-01 ou 2023-04-01T09:00:00Z ; le format est json. Les codes postaux et les lieux ne sont pas connus ici.
entry-promises = Ce qui est promis
entry-promise = Promesse
entry-promise-target = Objectif
entry-promise-measured = Atteint
entry-promise-kept = Tenue ?
entry-promise-met = tenue
entry-promise-not-met = non tenue
entry-promise-not-measurable = non mesurable
entry-promise-contradicts = (la source dit autre chose)
entry-percent = { $share } %
entry-holders = Qui répond de ce type de démarche le { $day }
entry-holders-none = Personne ne répond de ce type de démarche ce jour-là.
entry-who-source = Qui en répond est ce que dit la source ci-dessus : cette description ne déplace aucune responsabilité.
field-founded = Fondé
field-dissolved = Terminé
field-predecessors = A repris de
field-successors = Repris par
hsds-page-too-far = Ce qui est cherché n’est listé que jusqu’au numéro { $most }
entry-not-yet-next = C’est décrit à partir du { $first }. Regardez ce jour-là ou plus tard.
entry-limit-unclear = « { $typed } » n’est pas un nombre de 1 à 500
entry-choose-day = Tel qu’il est un autre jour
entry-choose-go = Montrer
entries-narrow = Affiner : par lieu, par organisme, par événement
