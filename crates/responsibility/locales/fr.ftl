# Ce que disent les pages sur les compétences. Chaque identifiant figure aussi dans en.ftl.

## Ruptures

seam-split = { $accountable } en répond, alors que { $worker } assure { $function }. Il manque entre eux : { $missing }.
seam-split-next = Convenez-en par écrit : le volume mensuel, le niveau de service et l’organisme chargé des prévisions.
seam-capacity-elsewhere = { $worker } assure { $function }, mais les postes correspondants relèvent de { $posts-with }.
seam-capacity-elsewhere-next = Transférez les postes avec l’activité, ou précisez dans une convention qui les met à disposition.
seam-agreement-ends = Le dernier jour de la convention « { $agreement } » est le { $on }.
seam-agreement-ends-next = Renouvelez-la, ou transférez l’activité d’ici là.
seam-instrument-ends = « { $instrument } » cesse de produire effet le { $on }, alors que ce qui en découle se poursuivrait.
seam-instrument-ends-next = Indiquez le nouveau fondement à compter de cette date, ou mettez-y fin ce jour-là.
seam-contact-moved = { $contact } assure le contact avec le public, sans avoir reçu : { $left }.
seam-contact-moved-next = Donnez-lui ce qui lui manque, ou rendez le contact à l’organisme d’origine.
seam-not-accredited = { $holder } intervient pour le compte d’autrui sans convention.
seam-not-accredited-next = Concluez une convention entre cet organisme et celui qui répond du service.
seam-franchise-ill-held = { $holder } intervient pour une franchise qui est close ou dont un autre organisme est chef de file.
seam-franchise-ill-held-next = Confiez la fonction au chef de file d’une franchise en activité, ou rendez-la à un organisme.
seam-nobody-may-decide = { $body } décide en droit et a consigné quels agents le peuvent : aucun d’eux ne peut décider de ceci.
seam-nobody-may-decide-next = Donnez à un agent le pouvoir de décider à partir de ce jour, ou renouvelez celui qui prend fin.
missing-agreement = une convention
missing-volume = le volume mensuel
missing-standard = le niveau de service
missing-forecaster = l’organisme chargé des prévisions
left-standard = un engagement de service qui s’impose à lui
left-scripts = ses propres textes sur le service
left-means = des postes ou un budget
function-policy = la définition des règles
function-decision = la décision
function-fulfilment = l’exécution
function-contact = le contact avec le public

## Qui est compétent : les pages

responsibility-home = Accueil
responsibility-menu = Qui est compétent
responsibility-show = Afficher
responsibility-scheduled = { $count ->
    [one] { $count } transfert est programmé et n’est pas encore exécuté. Il est pris en compte ici à partir de sa date.
   *[other] { $count } transferts sont programmés et ne sont pas encore exécutés. Ils sont pris en compte ici à partir de leurs dates.
 }
responsibility-csv = Ce tableau pour un tableur (CSV)
responsibility-json = La même réponse pour les machines (JSON)
illustrative-row = fictif
menu-who = Qui est compétent ?
menu-matrix = Toutes les démarches en un lieu
menu-flows = Organismes et fonctions
menu-timeline = Une démarche au fil des ans
menu-gaps = Lacunes et ruptures

# Les quatre fonctions d’une démarche
function-title-policy = Réglementation
function-title-decision = Décision
function-title-fulfilment = Exécution
function-title-contact = Accueil
function-help-policy = fixe les règles
function-help-decision = décide en droit
function-help-fulfilment = fait le travail
function-help-contact = reçoit le public
form-own-agency = Par ses propres services
form-franchise = Au sein d’une franchise de plusieurs organismes
form-retail = Comme guichet pour le compte d’autres organismes
form-intermediary = Comme intermédiaire agréé
by-web = en ligne
by-phone = par téléphone
by-counter = au guichet
by-post = par courrier
area-country = pays
area-county = comté
area-district = district
area-unitary = autorité unitaire
area-national-park = parc national
area-registration-district = circonscription d’état civil
area-locality = paroisse civile ou ville

# La question
ask-which-place = De quel lieu s’agit-il ?
ask-service-missing = Choisissez une démarche
ask-service-unknown = La démarche « { $typed } » n’existe pas : choisissez-en une dans la liste
ask-place-missing = Indiquez un code postal, ou le nom d’une paroisse ou d’une collectivité : l’organisme compétent dépend du lieu
ask-place-unknown = Nous ne connaissons pas « { $typed } » : indiquez un code postal, ou le nom d’une paroisse ou d’une collectivité
ask-place-several = « { $typed } » peut désigner plusieurs lieux : choisissez-en un ci-dessous
ask-place-large = { $place } comprend plusieurs lieux pour cette démarche : choisissez-en un ci-dessous
ask-day-unreadable = « { $typed } » n’est pas une date : écrivez-la sous la forme 2023-04-01
ask-channel-unknown = « { $typed } » n’est pas un mode d’accès : choisissez web, phone, counter ou post
ask-segment-unknown = « { $typed } » n’est pas un public que cette démarche distingue : choisissez-en un dans la liste, ou tous
ask-segment-none = Cette démarche est la même pour tous : retirez « { $typed } »
ask-known-ahead = « { $typed } » est à venir : choisissez aujourd’hui ou une date antérieure
ask-known-unreadable = « { $typed } » n’est pas une date : écrivez-la sous la forme 2023-04-01
ask-next = Corrigez et posez de nouveau la question.
ask-next-codes = Posez de nouveau la question avec l’un de ces codes : { $codes }.

# Qui est compétent
who-title = Qui est compétent
who-lead = Demandez quel organisme est compétent pour une démarche, en un lieu et à une date donnés, en vertu de quel texte et par quel système. Vous pouvez aussi voir ce que l’on en savait un autre jour.
who-service = Démarche
who-choose = Choisissez une démarche
who-place = Lieu
who-place-hint = Un code postal, ou le nom d’une paroisse ou d’une collectivité
who-day = Date
who-day-hint = Le jour sur lequel porte la question
who-channel = Mode d’accès
who-channel-hint = Certains organismes n’en offrent qu’un
who-any-channel = tous les modes
who-segment = Pour qui
who-segment-hint = Certaines démarches diffèrent selon le public
who-everybody = tous
who-known-on = Tel que connu le (facultatif)
who-known-on-hint = Montre en regard ce que l’on croyait alors
who-ask = Demander
who-areas = Territoires déterminants :
who-since = depuis le { $from }
who-from-to = du { $from } au { $last }
who-in-force-until = en vigueur du { $day } au { $last }
who-in-force = en vigueur depuis le { $day }
who-for-area = Pour { $area }
who-for-everywhere = Pour tout le pays
who-for-segment = pour { $segment }
who-routing = plusieurs organismes sont compétents en droit ; celui qui est saisi : { $rule }
who-known-since = connu depuis la version { $version }
who-known-scheduled = prévu, pas encore enregistré
who-operator = Conçu pour { $body }
who-system = Système
who-system-help = reçoit le travail
who-ended = { $body } en était chargé et n’existe plus. Rien de prévu ne le confie à un autre.
who-no-system = aucun système ne reçoit le travail
who-controller = Responsable du traitement
who-controller-help = répond des données personnelles
who-as-known-now = Tel que connu aujourd’hui
who-as-known-on = Tel que connu le { $on }
who-otherwise = différent alors
who-differences = { $count ->
    [0] Le { $on }, on croyait la même chose pour les quatre fonctions.
    [one] Le { $on }, on croyait autre chose pour une des quatre fonctions.
   *[other] Le { $on }, on croyait autre chose pour { $count } des quatre fonctions.
 }
responsibility-record-begins = Notre registre commence le { $day }. Nous ne savons pas qui répondait avant : « personne » y signifie que rien n’est consigné.
responsibility-overdue = « { $transfer } » aurait dû être exécuté le { $day } et ne l’a pas été. Ce qu’il transfère est montré tel qu’avant.
who-overdue = « { $transfer } » aurait dû être exécuté le { $day } et ne l’a pas été. Voici ce qui vaut jusque-là.
who-scheduled = Cette réponse repose sur un transfert programmé qui n’est pas encore exécuté.
who-scheduled-then = Ce que l’on croyait reposait sur un transfert alors programmé, et pas encore exécuté.
who-unknown-record = Le { $on }, rien n’était encore enregistré.
who-unknown-service = Le { $on }, nous ne connaissions pas ce service : personne n’a donc pu en penser quoi que ce soit.
who-unknown-place = Le { $on }, ce n’était pas un lieu unique connu de nous : personne n’a donc pu en penser quoi que ce soit.
who-eve = La même question pour la veille, le { $day }
who-over-years = Qui a été compétent pour cette démarche au fil des ans
who-version-scheduled = Réponse établie à partir de la version { $version } de ce qui est enregistré et de ce qui est prévu, qui peut encore changer.
who-version = Réponse d’après la version { $version } de ce qui est enregistré. Une réponse telle que connue dans une version ne change jamais.

# Toutes les démarches en un lieu
matrix-title = Toutes les démarches en un lieu
matrix-everywhere = Tout le pays
matrix-no-place = Sans lieu, seules sont affichées les démarches dont les organismes compétents sont partout les mêmes.
matrix-count = { $services ->
    [one] { $services } démarche.
   *[other] { $services } démarches.
 }
matrix-gaps = { $count ->
    [one] Personne n’est compétent pour { $count } fonction
   *[other] Personne n’est compétent pour { $count } fonctions
 }
matrix-no-gaps = Chaque fonction a un organisme compétent.
matrix-caption = Qui exerce chaque fonction de chaque démarche
matrix-service = Démarche
matrix-function = Fonction
matrix-body = Organisme
matrix-nobody = Personne
matrix-large = { $place } comprend plusieurs lieux. Si les organismes y diffèrent, tous sont cités.
matrix-nobody-in = Personne à { $places }
matrix-not-here = N’est pas réglée par un lieu de cette sorte

# Organismes et fonctions
flows-title = Organismes et fonctions à deux dates
flows-one-day = Première date
flows-other-day = Seconde date
flows-days = { $one } et { $other }
flows-help = Le nombre de démarches pour lesquelles chaque organisme exerce chaque fonction. Un organisme compte une fois par démarche, quels que soient le lieu et le mode d’accès.
flows-picture = Les organismes et les fonctions qu’ils exercent, le { $one } et le { $other }
flows-words = À gauche les organismes à la première date, à droite ceux à la seconde, au milieu les quatre fonctions. Plus une bande est large, plus elle représente de démarches. Le tableau ci-dessous donne les mêmes nombres.
flows-caption = Nombre de démarches le { $one } et le { $other }
flows-change = { $one } avant, { $other } après
flows-all = Somme de ces lignes : une démarche que plusieurs organismes partagent compte pour chacun

# Une démarche au fil des ans
timeline-list-title = Une démarche au fil des ans
timeline-list-lead = Choisissez une démarche pour voir qui en a exercé chaque fonction, où et de quand à quand.
timeline-none = Aucune démarche n’est encore proposée.
timeline-caption-over = Qui a été compétent au fil des ans
timeline-title = { $service } : qui a été compétent au fil des ans
timeline-picture = Qui a exercé chaque fonction de « { $service } », par territoire et par année
timeline-words = Une ligne par territoire, une barre par organisme, de son premier à son dernier jour. Une barre en pointe n’a pas de fin connue ; une barre au contour interrompu est programmée et n’a pas encore eu lieu. Le rouge signale que personne n’est compétent. Les tableaux ci-dessous disent la même chose.
timeline-today = Aujourd’hui
timeline-scheduled = programmé
timeline-legend-red = Rouge : personne n’est compétent quelque part.
timeline-legend-broken = Contour interrompu : programmé, pas encore effectué.
timeline-caption = Qui, où, de quand à quand, en vertu de quel texte
timeline-everywhere = Partout
timeline-form = Forme
timeline-area = Territoire
timeline-turn = rang { $turn }
timeline-segment = Public
timeline-rule = Rang et règle
timeline-channel = Mode d’accès
timeline-when = Période
timeline-under = En vertu de
timeline-ask = Demander qui est compétent en un lieu
timeline-service = À propos de cette démarche

# Lacunes
gaps-title = Lacunes et ruptures
gaps-lead = Une lacune : où et quand personne n’est compétent pour une fonction d’une démarche, ou plusieurs organismes le sont sans règle qui les départage, ou aucun système ne reçoit le travail.
gaps-from-day = À partir de quelle date
gaps-found = { $count ->
    [0] Aucune lacune à partir du { $day }
    [one] { $count } lacune à partir du { $day }
   *[other] { $count } lacunes à partir du { $day }
 }
gaps-first = Les { $shown } premières sont affichées ici ; le tableau pour tableur les contient toutes.
gaps-nobody = Personne n’est compétent
gaps-several = Plusieurs organismes sont compétents sans règle qui les départage
gaps-system = Aucun système ne reçoit le travail
gaps-what = Ce qui manque
gaps-where = Où
gaps-channels = Modes d’accès
gaps-from = Premier jour
gaps-last = Dernier jour
seams-lead = Une rupture : ce qui va ensemble s’est séparé. Un organisme répond du service et un autre fait le travail sans convention complète, le contact a été confié ailleurs sans ce qu’il lui faut, ce qui fonde le tout va prendre fin, ou aucun agent ne peut décider.
seams-found = { $count ->
    [0] Aucune rupture d’ici un an
    [one] { $count } rupture d’ici un an
   *[other] { $count } ruptures d’ici un an
}
seams-from = À partir du { $day }
seams-what = Ce qui s’est séparé
seams-next = Que faire
seams-csv = Les ruptures pour tableur (CSV)
gaps-open = déjà ouverte ce jour-là
gaps-open-to = déjà ouverte ce jour-là, jusqu’au { $last }
gaps-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
 }
