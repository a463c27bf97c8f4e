# Ce que disent les pages du catalogue, en français. Espaces insécables devant « : ; ? ! » et dans les guillemets.

back-home = Accueil
illustrative = fictif

# La page d’accueil
home-title = Informez les administrations en une seule fois
home-lead = Quand un événement survient dans votre vie, plusieurs organismes publics doivent en être informés. Répondez une seule fois à nos questions : nous transmettons à chaque organisme ce dont il a besoin, et rien d’autre.
home-events = Que vous arrive-t-il ?
home-no-events = Aucun événement n’est encore proposé. Recherchez une démarche ci-dessous.
home-find = Trouver une démarche
home-how = Comment ça marche
home-how-answer = Vous répondez aux questions. Aucun compte n’est nécessaire et vous pouvez vous interrompre puis reprendre.
home-how-check = Vous vérifiez vos réponses et voyez à quels organismes elles seront transmises, avant tout envoi.
home-how-follow = Vous suivez l’ensemble sur une seule page : qui vous répond, et dans quel délai.
home-back = Reprendre une demande
home-back-here = Depuis ce navigateur :
home-back-case = { $count ->
    [one] Suivre la demande que vous avez envoyée
   *[other] Suivre la demande que vous avez envoyée ({ $number } sur { $count })
 }
home-back-draft = { $count ->
    [one] Poursuivre la demande que vous avez commencée
   *[other] Poursuivre la demande que vous avez commencée ({ $number } sur { $count })
 }
home-back-sent = envoyée le { $at }
home-back-begun = commencée le { $at }
home-back-discard = Supprimer
home-back-link = Ouvrez le lien que vous avez conservé en enregistrant ou en envoyant votre demande. Il fonctionne dans tous les navigateurs.

# Un événement de vie
life-event-once = Répondez une seule fois à chaque question. Vous voyez à quels organismes vos réponses seront transmises avant tout envoi.
life-event-start = Commencer la démarche
life-event-no-journey = Il n’est pas encore possible de tout faire ici en une seule fois. Choisissez une démarche ci-dessous pour savoir quel organisme s’en charge et comment le joindre.
life-event-services = Les démarches qui peuvent vous concerner
life-event-services-help = Celles dont vous avez besoin dépendent de vos réponses.

# Toutes les démarches
services-title = Toutes les démarches
services-others = Autres démarches
services-none = Aucune démarche n’est encore proposée.

# Une démarche
service-part-of = Fait partie de :
service-once = Vous pouvez effectuer cette démarche en même temps que les autres dont vous avez besoin, en ne répondant qu’une fois à chaque question.
service-start = Commencer : { $event }
service-who = Qui s’en charge
service-who-by-place = L’organisme compétent dépend du lieu. Vous n’avez pas à le connaître : nous vous demandons le lieu et trouvons l’organisme.
service-who-everywhere = L’organisme compétent ne dépend pas de votre lieu de résidence.
service-nobody-now = Aucun organisme n’assure cette démarche aujourd’hui.
service-coming = Qui s’en chargera
service-past = Qui s’en chargeait auparavant ({ $count })
service-called = Intitulé employé par l’organisme : « { $title } ».
service-when = Période
service-since = Depuis le { $day }
service-from = À partir du { $day }
service-from-to = Du { $from } au { $to }
service-followed-by = Organisme remplacé par
service-channels = Comment y accéder
service-channel-web = en ligne
service-channel-phone = par téléphone
service-channel-counter = au guichet
service-channel-post = par courrier
service-cost = Coût
service-free = Gratuit
service-time = Délai
service-working-days = { $days ->
    [0] Immédiat
    [one] { $days } jour ouvré au plus
   *[other] { $days } jours ouvrés au plus
 }
service-phone = Téléphone
service-page = Site internet
service-email = Courriel
service-address = Adresse
service-illustrative = Les indications ainsi signalées ont été inventées pour la démonstration.

# La recherche
search-title = Recherche
search-title-for = { $words } – Recherche
search-label = De quoi avez-vous besoin ?
search-hint = Un ou deux mots suffisent.
search-button = Rechercher
search-found = { $count ->
    [0] Aucun résultat pour « { $words } »
    [one] 1 résultat pour « { $words } »
   *[other] { $count } résultats pour « { $words } »
 }
search-event = Événement de vie
search-nothing-help = Vérifiez l’orthographe, essayez un autre mot ou parcourez toutes les démarches.
