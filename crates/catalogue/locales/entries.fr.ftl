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
find-words = Chercher dans le catalogue
find-button = Chercher
find-chosen = Restreint à
find-without = ôter
find-total = { $count ->
    [0] Rien trouvé
    [one] 1 résultat
   *[other] { $count } résultats
 }
find-did-you-mean = Vouliez-vous dire
find-only-some = Rien ne contient tous ces mots. Voici ce qui en contient certains.
find-nothing = Rien dans le catalogue ne correspond. Vous pouvez :
find-nothing-words = essayer d’autres mots, ou moins de mots
find-nothing-filters = ôter ce à quoi la recherche est restreinte
find-nothing-browse = parcourir le catalogue
find-narrow = Restreindre
find-by-kind = Quoi
find-by-life-event = Fait partie de
find-by-area = Où
find-by-body = Qui le propose
find-by-channel = Comment y accéder
find-by-price = Ce que cela coûte
find-by-online = En ligne
find-channel-web = en ligne
find-channel-phone = par téléphone
find-channel-counter = au guichet
find-channel-post = par courrier
find-channel-email = par courriel
find-channel-fax = par télécopie
find-channel-other = autrement
find-price-free = gratuit
find-price-fee = payant
find-online-end-to-end = de bout en bout
entry-offers-body = Ses services
entry-offers-event = Les services qui en font partie
entry-kind-one-service = service
entry-kind-one-service-type = type de service
entry-kind-one-body = organisme
entry-kind-one-event = événement
entry-kind-one-standard = norme de service
entry-kind-one-other = autre
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
