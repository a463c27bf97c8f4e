# Ce que disent les pages des démarches. Chaque identifiant figure aussi dans en.ftl ; un test les compare.

go-on = Continuer
address-line = Bâtiment et rue
address-line-2 = Bâtiment et rue, deuxième ligne (facultatif)
address-town = Ville
address-postcode = Code postal
day = Jour
month = Mois
year = Année
phone = Téléphone :
optional = { $question } (facultatif)
notice = Important
save-for-later = Enregistrer et revenir plus tard
postcode-hint = Par exemple, CA1 2AB. La première partie suffit.
which-place = Dans laquelle de ces localités ?
place-none-of-these = Aucune de celles-ci, ou je ne sais pas
place-elsewhere = Ce lieu est en dehors du territoire desservi ici : continuer sans lui
place-elsewhere-hint = Dans ce cas, rien n’est transmis à la collectivité de ce lieu et nous vous indiquons à qui vous adresser. Le reste suit son cours habituel.
place-no-postcode = Ce lieu n’est pas au Royaume-Uni, ou il n’y avait pas de domicile
place-no-postcode-hint = Dans ce cas, rien n’est transmis à une collectivité pour ce lieu. Le reste suit son cours habituel.
place-no-postcode-ends = Ce lieu n’est pas au Royaume-Uni
place-elsewhere-ends = Ce lieu est en dehors du territoire desservi ici
place-elsewhere-ends-hint = Dans ce cas, nous ne pouvons rien envoyer. La page suivante indique à qui vous adresser et ce que vous pouvez faire.
or = ou
which-place-hint = Ce code postal couvre plusieurs localités, dont répondent des organismes différents.

## Commencer

start-how = Comment cela se passe
start-how-answer = { $pages ->
    [one] Vous répondez aux questions d’une seule page. Rien n’est demandé deux fois.
   *[other] Vous répondez à des questions sur { $pages } courtes pages au plus. Rien n’est demandé deux fois.
}
start-how-check = Vous vérifiez vos réponses et voyez à quels organismes nous les transmettrons.
start-how-receipt = Vous recevez un seul récépissé, et une seule page montre ce que dit chaque organisme.
start-now = Commencer
start-go-on = Reprendre
start-again = Commencer une nouvelle démarche
start-has-draft = Vous avez déjà commencé cette démarche, le { $at }. Vos réponses sont conservées.
start-has-drafts = Vous avez commencé cette démarche plusieurs fois, la dernière le { $at }. Vos réponses sont conservées.
start-others = Voir tout ce que vous avez commencé

## Erreurs

mistake-missing = Répondez à cette question : { $question }
mistake-too-long = « { $question } » : utilisez au plus { $most } caractères
mistake-not-a-day = « { $question } » : indiquez une date réelle, par exemple { $like }
mistake-day-without = « { $question } » : { $parts ->
    [day] il manque le jour
    [month] il manque le mois
    [year] il manque l’année
    [day-month] il manque le jour et le mois
    [day-year] il manque le jour et l’année
   *[other] il manque le mois et l’année
}. Indiquez la date entière, par exemple { $like }
mistake-short-year = « { $question } » : indiquez l’année avec quatre chiffres, par exemple { $like }
mistake-future = « { $question } » : indiquez une date qui n’est pas dans le futur
mistake-past = « { $question } » : indiquez la date d’aujourd’hui ou une date ultérieure
mistake-too-long-ago = « { $question } » : la date ne peut pas précéder le { $first }
mistake-outside-days = « { $question } » : la date doit se situer entre le { $first } et le { $last }
mistake-day-before = « { $question } » : la date ne peut pas précéder le { $day }, votre réponse à « { $other } »
mistake-day-after = « { $question } » : la date ne peut pas suivre le { $day }, votre réponse à « { $other } »
mistake-too-young = « { $question } » : il faut avoir au moins { $years } ans. Si vous êtes plus jeune, demandez à un adulte de faire cette démarche
mistake-weekend = « { $question } » : le { $day } est un samedi ou un dimanche. Choisissez un jour du lundi au vendredi
mistake-holiday = « { $question } » : le { $day } est férié ({ $name }). Choisissez un jour où les bureaux sont ouverts
mistake-not-a-person = « { $question } » : la ligne { $line } ne contient pas un nom suivi d’une date de naissance. Écrivez par exemple : Kit Exemple, 9 février 2015
mistake-no-such-birthday = « { $question } » : la ligne { $line } contient un jour qui n’existe pas dans le calendrier. Vérifiez la date de naissance
mistake-not-an-option = « { $question } » : choisissez l’une des réponses
mistake-not-a-postcode = « { $question } » : indiquez un code postal, par exemple CA1 2AB, ou sa première partie
mistake-no-postcode = « { $question } » : indiquez un code postal, par exemple CA1 2AB, ou sa première partie. S’il n’y en a pas, cochez la case située au-dessous
mistake-place-not-served = « { $question } » : { $outward } est en dehors du territoire desservi ici. Vérifiez le code postal. S’il est exact, cochez la case ci-dessous
mistake-which-place = « { $question } » : ce code postal couvre plusieurs localités. Choisissez celle dont il s’agit
mistake-not-an-email = « { $question } » : indiquez une adresse électronique du type nom@exemple.org
mistake-not-a-phone = « { $question } » : indiquez un numéro de téléphone, par exemple 01632 960 001
mistake-not-a-name = « { $question } » : indiquez le nom en toutes lettres
mistake-not-a-whole-number = « { $question } » : indiquez un nombre entier, par exemple 12
mistake-not-a-number = « { $question } » : indiquez un nombre avec au plus { $decimals } décimales, par exemple 12,5
mistake-not-money = « { $question } » : indiquez une somme d’argent, par exemple 120 ou 120,50
mistake-too-small = « { $question } » : indiquez { $bound } ou plus
mistake-too-large = « { $question } » : indiquez { $bound } ou moins
mistake-other-shape = « { $question } » : indiquez-le tel qu’il figure sur vos courriers, par exemple { $like }
mistake-mistyped-identifier = « { $question } » : l’un des chiffres n’est pas exact. Vérifiez-les tous
mistake-address-line = « { $question } » : indiquez le bâtiment et la rue
mistake-address-town = « { $question } » : indiquez la ville
mistake-address-postcode = « { $question } » : indiquez le code postal
mistake-wrong-shape = « { $question } » : nous ne pouvons pas lire cette réponse
question-changed = Rien n’a été enregistré à l’instant : cette page a été modifiée depuis que vous l’avez ouverte.
question-changed-next = Vous y avez peut-être répondu dans un autre onglet. Vérifiez ce qui figure ici, puis continuez. C’est ce que nous garderons.
question-changed-there = Là où vous avez saisi autre chose ici, ceci avait été enregistré :
question-unsent = Rien n’a été envoyé : il faut d’abord répondre à une question de cette page ou corriger une réponse.
exit-unsent = Rien n’a été envoyé : vos réponses mènent à cette page.
changed-unsent = Rien n’a été envoyé : voyez d’abord ces changements.
question-added = Une partie de ces questions n’est posée que parce que vous avez ajouté « { $service } ».
question-not-added = Ne pas ajouter « { $service } » finalement

## Vérifier et envoyer

check-title = Vérifiez vos réponses
check-not-given = Non indiqué
check-services = { $count ->
    [0] Rien à envoyer pour l’instant
    [one] Nous enverrons une demande
   *[other] Nous enverrons { $count } demandes
}
check-indication = Voici ce que vos réponses indiquent. Ce sont les organismes qui décident, et vous pouvez toujours leur demander d’examiner votre situation.
check-cost = Coût :
check-free = Gratuit
check-because-of = pour { $place }
check-follows = Nous l’enverrons lorsque « { $service } » sera terminé et sa référence enregistrée.
check-due = Vous devriez avoir une réponse au plus tard le { $day }.
check-others = { $count ->
    [one] Un service qui ne fait pas partie de l’envoi
   *[other] { $count } services qui ne font pas partie de l’envoi
}
check-others-help = Ces services ne semblent pas vous concerner. Si vous pensez le contraire, ajoutez-les.
check-add = L’ajouter tout de même :
check-anyway = { $service }
check-take-out = Retirer « { $service } »
check-leave-out = Ne pas l’envoyer
check-put-back = Le remettre
check-needed = Ce service ne peut pas être écarté tant que « { $service } », qui l’attend, fait partie de l’envoi.
check-left-out = { $count ->
    [one] Un service que vous avez écarté
   *[other] { $count } services que vous avez écartés
}
check-left-out-help = Vos réponses indiquent ces services. Ils ne seront envoyés que si vous les remettez.
check-follows-left-out = Ce service doit suivre « { $service } », que vous avez écarté.
check-you-asked = Vous avez demandé de l’ajouter.
check-because = Pourquoi cette démarche est proposée
check-because-not = Pourquoi vos réponses n’indiquent pas cette démarche
check-change = Elle serait proposée si vous aviez répondu :
check-change-not = autre chose que
check-change-or = ou
check-change-words = une valeur telle que { $cell }
check-change-least = un jour qui remonte à { $years } ans au moins
check-change-less = un jour qui remonte à moins de { $years } ans
check-change-between = un jour qui remonte à { $from } ans au moins et { $to } ans au plus
check-change-exactly = un jour qui remonte à { $years } ans révolus
check-change-same = { $value }
check-change-below = moins de { $to }
check-change-most = { $to } au plus
check-change-more = plus de { $from }
check-change-least-number = { $from } au moins
check-change-from-to = de { $from } à { $to }
check-change-more-most = plus de { $from } et { $to } au plus
check-change-least-below = { $from } au moins et moins de { $to }
check-change-more-below = plus de { $from } et moins de { $to }
check-change-before = avant le { $to }
check-change-until = le { $to } ou avant
check-change-after = après le { $from }
check-change-from-day = le { $from } ou après
check-change-day-from-to = du { $from } au { $to }
check-change-after-until = après le { $from } et jusqu’au { $to }
check-change-from-before = le { $from } ou après, et avant le { $to }
check-change-after-before = après le { $from } et avant le { $to }
check-law = La règle : { $law }
check-person = Les règles ne permettent pas de trancher. Une personne de l’organisme examinera votre situation et décidera.
check-elsewhere-title = { $count ->
    [one] Une démarche à faire ailleurs
   *[other] { $count } démarches à faire ailleurs
}
check-elsewhere-find = Vous pouvez trouver la collectivité compétente grâce au code postal :
check-elsewhere = Le lieu ({ $outward }) est en dehors du territoire que nous desservons : c’est la collectivité de ce lieu qui répond. Adressez-vous directement à elle.
check-elsewhere-open = Nous ne savons pas quelle collectivité répond pour ce lieu ({ $outward }). Trouvez-la grâce au code postal complet et adressez-vous directement à elle.
check-elsewhere-nowhere = Le lieu n’est pas au Royaume-Uni, ou il n’y avait pas de domicile : nous ne savons pas quelle collectivité est compétente. Adressez-vous à celle de l’endroit où vous en avez besoin.
check-follows-elsewhere = Ce service doit suivre « { $service } », dont se charge un organisme extérieur au territoire que nous desservons. Demandez-lui la suite à donner.
check-cannot-follow = Ce service ne peut que suivre un autre service, qui ne fait pas partie de votre envoi.
check-use = Ce qu’ils recevront, et à quel titre
check-use-answers = Vos réponses à ces questions, et rien d’autre :
check-use-nothing = Aucune de vos réponses : seulement que vous en faites la demande.
check-use-under = Au titre de :
check-use-came-by = Cette tâche leur est revenue par :
check-use-controller = Responsable de vos données :
check-basis-contract = Ils en ont besoin pour un contrat avec vous.
check-basis-legal-obligation = La loi leur impose d’en disposer.
check-basis-vital-interests = Ils en ont besoin pour protéger la vie d’une personne.
check-basis-public-task = Ils en ont besoin pour une mission d’intérêt public.
check-basis-legitimate-interests = Ils y ont un intérêt légitime.
check-changed = Rien n’a été envoyé : quelque chose a changé depuis que vous avez vu cette page.
check-changed-next = Vous avez peut-être modifié une réponse dans un autre onglet, ou un autre organisme répond désormais. Ce qui a changé est signalé ci-dessous. Vérifiez, puis envoyez.
check-changed-row = Modifié depuis que vous avez vu cette page
check-changed-gone = Ne fait plus partie de l’envoi :
check-send-title = Envoyez votre démarche
check-send-help = En envoyant, vous confirmez que vos réponses sont exactes à votre connaissance. Chaque organisme ne reçoit que les réponses dont il a besoin.
check-send = Envoyer
check-nothing = Aucun service ne correspond à vos réponses. Modifiez une réponse ou ajoutez tout de même un service.
check-nothing-agreed = Rien n’est envoyé sans votre accord à une demande ci-dessus. Acceptez ou refusez : c’est vous qui décidez, et un refus ne vous coûte rien.
check-nothing-left-out = Vous avez écarté tout ce que vos réponses indiquent. Remettez un service ou modifiez une réponse.
check-nothing-elsewhere = Tout ce que vos réponses indiquent se fait auprès d’organismes hors du territoire que nous desservons. Adressez-vous directement à eux : ce qu’il faut leur demander figure ci-dessus.

## Ce que personne ne prend en charge
untaken-title = { $count ->
    [one] Un service vous concerne, et personne ne le prend en charge aujourd’hui
   *[other] Ces services vous concernent, et personne ne les prend en charge aujourd’hui
}
untaken-help = { $count ->
    [one] Nous ne pouvons pas l’envoyer pour vous maintenant. Revenez plus tard, ou appelez le numéro indiqué.
   *[other] Nous ne pouvons pas les envoyer pour vous maintenant. Revenez plus tard, ou appelez l’un des numéros indiqués.
}
untaken-nobody = Jusqu’au { $day }, ce service relevait de cet organisme : { $body }. Personne n’a été désigné pour prendre la suite.
untaken-unserved = Nous ne connaissons aucun organisme qui rende ce service là où vous en avez besoin.
untaken-follows = Ce service doit suivre « { $service } », que personne n’a été désigné pour assurer.
untaken-ring = Téléphone, { $body } : { $phone }
untaken-nothing = Rien ne peut être envoyé aujourd’hui, car personne ne prend en charge ce qui vous concerne. Vos réponses sont conservées : revenez plus tard.
untaken-sent-title = { $count ->
    [one] Un service vous concernait, et n’a pas été envoyé
   *[other] Ces services vous concernaient, et n’ont pas été envoyés
}
untaken-sent-help = { $count ->
    [one] Personne ne le prenait en charge le jour de l’envoi. Demandez-le de nouveau plus tard, ou appelez le numéro indiqué.
   *[other] Personne ne les prenait en charge le jour de l’envoi. Demandez-les de nouveau plus tard, ou appelez l’un des numéros indiqués.
}

## Modifier après l’envoi

late-title = Cette démarche a déjà été envoyée
late-not = Votre modification n’a pas été envoyée.
late-when = Vous avez envoyé cette démarche le { $at }. Ce que vous venez de modifier est arrivé après : aucun organisme ne l’a reçu.
late-ask = À qui s’adresser
late-ask-help = Si quelque chose doit changer, adressez-vous à l’organisme qui en répond. Indiquez votre récépissé : { $receipt }.
late-case = Voir votre dossier

## Partir et revenir

exit-contact = Qui peut vous aider
exit-change = Modifier mes réponses
save-title = Revenir plus tard
save-kept = Vos réponses sont conservées. Rien n’a encore été envoyé.
save-link = Pour revenir depuis n’importe quel appareil, conservez ce lien :
save-knows = Nous vous demanderons votre date de naissance ; gardez donc ce lien pour vous.
not-right = Pas encore correct, et conservé tel que vous l’avez saisi :
not-right-next = Corrigez-le avant d’envoyer votre demande.
save-not-yet = Vous n’avez pas encore indiqué votre date de naissance. Le lien fonctionnera dès que vous l’aurez fait. D’ici là, poursuivez dans ce navigateur.
discard-title = Supprimer cette démarche
discard-begun = Vous l’avez commencée le { $at }, et ne l’avez pas envoyée.
discard-gone = { $files ->
    [0] Toutes vos réponses seront supprimées. Personne ne pourra les rétablir.
    [one] Toutes vos réponses et le document que vous avez fourni seront supprimés. Personne ne pourra les rétablir.
   *[other] Toutes vos réponses et les { $files } documents que vous avez fournis seront supprimés. Personne ne pourra les rétablir.
}
discard-yes = Supprimer
discard-no = La conserver et continuer
come-back-title = Ouvrir votre démarche
come-back-help = Ce lien mène à une démarche. Nous posons une question pour nous assurer qu’elle est bien la vôtre.
come-back-born = Quelle est votre date de naissance ?
come-back-hint = Telle que vous l’avez indiquée dans la démarche. Par exemple, 27 3 1980.
come-back-wrong = Ce n’est pas la date que nous avons. Vérifiez-la et réessayez
not-yet-title = Ce lien ne s’ouvre pas encore
not-yet-why = La démarche à laquelle il mène n’a pas encore de réponse à cette question : « { $question } ». Nous demandons cette réponse pour nous assurer que la démarche est bien la vôtre.
not-yet-next = Poursuivez dans le navigateur où vous avez commencé. Vous y retrouvez vos réponses jusqu’à deux heures après votre dernière visite. Dès que cette question aura une réponse, ce lien fonctionnera sur tout appareil.
not-yet-start = Si vous ne pouvez plus utiliser ce navigateur,
not-yet-start-link = recommencez la démarche
come-back-missing = Indiquez votre date de naissance
come-back-whole = Indiquez le jour, le mois et l’année
come-back-year = Indiquez l’année en quatre chiffres, par exemple 1962
come-back-not-a-day = Indiquez une date réelle, par exemple 27 3 1980
come-back-locked = Trop de dates erronées. Attendez une heure, puis réessayez : ce que vous avez indiqué est conservé

## Le dossier

case-have-it = Nous avons bien reçu votre démarche
case-receipt = Votre récépissé
case-sent-on = envoyé le { $at }
case-staff-title = Dossier { $receipt }
case-status-open = { $answered ->
    [0] { $count ->
        [one] Une réponse est encore attendue.
       *[other] { $count } réponses sont encore attendues.
    }
    [one] { $answered } réponse sur { $count } est arrivée.
   *[other] { $answered } réponses sur { $count } sont arrivées.
}
case-status-done = Toutes les réponses sont arrivées.
case-status-nothing-to-do = Vous n’avez rien à faire.
case-status-unsent = { $count ->
    [one] Une démarche n’a pas été envoyée : voyez ci-dessous à qui vous adresser.
   *[other] { $count } démarches n’ont pas été envoyées : voyez ci-dessous à qui vous adresser.
}
case-elsewhere-help = { $count ->
    [one] Nous n’avons pas pu l’envoyer pour vous. Si vous en avez besoin, faites-la vous-même.
   *[other] Nous n’avons pas pu les envoyer pour vous. Faites vous-même celles dont vous avez besoin.
}
case-status-ended = Aucune autre réponse n’est attendue. Une partie n’a pas été envoyée, a été retirée ou a été close : voyez ci-dessous.
case-who = Qui fait quoi
case-by = Réponse attendue au plus tard le { $day }.
late = En retard
late-since = En retard : réponse attendue le { $day }
late-was-due = réponse attendue le { $day }
case-late = Cela prend plus de temps que prévu. Vous pouvez vous adresser à cet organisme ({ $body }) en indiquant cette référence : { $reference }.
case-calls = Téléphone, { $body } :
case-body = Qui répond
case-their-reference = Sa référence
case-place = Lieu
case-instrument = Fondement
case-system = Système
case-history = Ce qui s’est passé
case-ask = À qui s’adresser
case-use = Ce qu’ils ont reçu, et à quel titre
case-ours = Notre message
case-next = La suite
case-next-unsent = Ce qui n’a pas été envoyé reste à faire par vous-même : il est indiqué plus haut à qui vous adresser.
case-next-nothing = Vous n’avez rien à renvoyer. Cette page change dès qu’un organisme répond.
case-next-ended = Plus rien ne se fera automatiquement. Si vous avez encore besoin d’une démarche, adressez-vous à l’organisme indiqué ; il la retrouvera grâce à votre récépissé.
case-come-back = Revenir à cette page
case-come-back-help = Conservez ce lien. Nous vous demanderons votre date de naissance. Le récépissé seul n’ouvre rien : vous pouvez le donner à une personne qui vous aide.

state-held = En attente
state-queued = En cours d’envoi
state-asking = Arrivée à confirmer
state-sent = Transmise
state-uncertain = En vérification
state-stuck = Incident technique
state-granted = Terminée
state-refused = Refusée
state-referred = Réorientée
state-not_sent = Non envoyée
state-closed = Close

case-part-held = Nous transmettrons la demande à l’organisme ({ $body }) lorsque « { $service } » sera terminé.
case-part-queued = Nous transmettons la demande à l’organisme ({ $body }).
case-part-asking = Nous avons transmis la demande, et aucune réponse n’est venue : nous demandons à l’organisme ({ $body }) s’il l’a reçue. Vous n’avez pas à la renvoyer.
case-part-sent = L’organisme ({ $body }) a reçu la demande et la traite.
case-part-uncertain = Nous vérifions si la demande est arrivée à l’organisme ({ $body }). Vous n’avez pas à la renvoyer.
case-part-stuck = Un problème de notre côté nous empêche de joindre l’organisme ({ $body }). Nous y travaillons ; vous n’avez pas à renvoyer votre demande.
case-part-granted = L’organisme ({ $body }) a fait le nécessaire.
case-part-refused = L’organisme ({ $body }) a refusé. Lisez sa réponse ci-dessous.
case-appeal = Si vous contestez cette décision
case-appeal-ask = Si vous contestez cette décision, demandez-en les motifs et les voies de recours à cet organisme : { $body }.
case-part-referred = L’organisme ({ $body }) indique que la demande ne relève pas de lui. Un agent recherche l’organisme compétent ; vous n’avez pas à renvoyer votre demande.
case-part-referred-next = Un organisme ({ $body }) indique que la demande relève d’un autre : { $next }. Un agent s’en occupe ; vous n’avez pas à renvoyer votre demande.
case-part-not_sent = Nous n’avons pas transmis cette demande ({ $body }), car « { $service } », qui doit la précéder, n’a pas été fait. Vous n’avez rien d’autre à faire ici. Si vous pensez que la demande doit tout de même partir, adressez-vous à cet organisme : { $ask }.
case-part-closed = Nous n’avons pas pu obtenir de réponse et avons clos cette demande. Lisez notre message ci-dessous. Si vous en avez encore besoin, adressez-vous à cet organisme : { $ask }.

event-accepted = { $body } : demande prise en charge
event-still-there = { $body } l’a toujours, sous sa référence antérieure : rien n’a été renvoyé
event-granted = { $body } : le nécessaire est fait
event-refused = { $body } : demande refusée
event-referred = { $body } : demande renvoyée vers un autre organisme
event-in-progress = { $body } : des nouvelles sont arrivées
event-late = { $body } : un nouveau message est arrivé
event-released = Ce qu’il fallait attendre est terminé
event-send-again = Nous envoyons de nouveau la demande
event-reply-lost = Aucune réponse n’est venue ; nous redemandons
event-uncertain = { $body } : on ne sait pas si la demande est arrivée ; un agent vérifie
event-stuck = { $body } : la demande n’a pas pu être prise ; un agent s’en occupe
event-not-sent = Non envoyée : ce qui devait la précéder n’a pas été fait
event-sent-anyway = Nous l’envoyons malgré tout
event-sent-on = Nous la transmettons à un autre organisme : { $body }
event-moved = Confiée à cet organisme, qui répond désormais : { $body }. Vous n’avez rien à renvoyer
event-closed = Close par les agents de ce service

## Le guichet du fournisseur

desk-title = Demandes à traiter
desk-waiting = { $count ->
    [one] Une demande attend.
   *[other] { $count } demandes attendent ; la plus urgente figure en premier.
}
desk-next = Ouvrir la suivante
desk-empty = Rien n’attend. Les nouvelles demandes apparaissent ici d’elles-mêmes.
desk-ended = { $body } n’existe plus : son dernier jour était le { $until }. Plus aucune demande n’arrive ici.
desk-ended-now = { $body } n’existe plus : son dernier jour était le { $until }. Ses missions sont désormais assurées par : { $bodies }. Les nouvelles demandes y arrivent.
desk-reference = Référence
desk-service = Service
desk-due = À traiter avant le
desk-decide = Que décidez-vous ?
desk-granted = Fait, ou accordé
desk-in-progress = Pas encore terminé : donner des nouvelles
desk-in-progress-hint = Par exemple un rendez-vous. La demande reste chez vous, et ce qui en dépend continue d’attendre.
desk-refused = Refusé
desk-refused-hint = Indiquez les motifs et les voies de recours. La personne est invitée à vous les demander.
desk-refused-appeal = Indiquez les motifs. La personne lit avec votre réponse : { $appeal }
desk-not-ours = Ne relève pas de nous
desk-not-ours-hint = Indiquez qui doit répondre.
desk-next-body = Si la demande ne relève pas de vous, quel organisme doit répondre ?
desk-next-body-hint = L’agent qui transmettra la demande verra votre choix, et la personne aussi.
desk-next-unknown = Je ne sais pas
desk-text = Votre message à la personne
desk-text-hint = En termes simples. La personne le lira sur sa page.
desk-send = Envoyer la réponse
desk-no-outcome = Choisissez votre décision
desk-no-power = Vous n’avez pas délégation pour décider de cette demande. Vous pouvez donner des nouvelles ou signaler qu’elle ne relève pas de vous.
desk-no-power-others = Vous n’avez pas délégation pour décider de cette demande. Adressez-vous à { $people }. Vous pouvez donner des nouvelles ou signaler qu’elle ne relève pas de vous.
desk-without-power = Vous n’avez pas délégation pour décider de cette demande : rien n’a été envoyé
desk-no-text = Indiquez les motifs : la personne doit les connaître
desk-no-news = Indiquez où en est la demande : la personne doit le savoir
desk-too-long = Utilisez au plus 2 000 caractères
desk-changed = Rien n’a été envoyé : cette demande a changé depuis que vous l’avez ouverte
desk-changed-next = Une ou un collègue vous a peut-être devancé. Lisez ce qui a déjà été dit, puis décidez. Votre texte est conservé.
desk-before = Ce qui l’accompagne : { $body } l’avait avant
desk-before-reference = Sa référence là-bas :
desk-before-what =  : { $what }
desk-said = Ce qui a déjà été dit
desk-already = Déjà traitée
desk-already-when = Cette demande a été traitée le { $at }. Auteur de la réponse : { $by }. Rien n’a été modifié.
desk-already-system = le système de l’organisme

## Agents

sign-in-title = Connexion des agents
sign-in-demo = Cette façon de se connecter n’existe que dans la démonstration, et seulement sur cet ordinateur.
sign-in-who = Qui êtes-vous ?
sign-in = Se connecter
sign-in-choose = Choisissez une personne
staff-title = Espace des agents
staff-hello = Bonjour { $name }. Que souhaitez-vous faire ?
door-desk = Traiter les demandes
door-desk-help = Les demandes arrivées au guichet de votre organisme.
door-find = Trouver un dossier
door-find-help = Par notre récépissé, par la référence de n’importe quel organisme, ou par une personne. Aussi : qui a pris la suite d’un organisme disparu.
door-uncertain = Régler ce qui n’est pas clair
door-uncertain-help = Les demandes dont la réponse s’est perdue, qu’un système refuse de prendre ou qu’un organisme dit ne pas relever de lui.
door-clock = Avancer l’horloge de la démonstration
door-clock-help = Voyez ce que change le 1er avril.
find-title = Trouver un dossier
find-label = Récépissé, ou référence d’un organisme
find-hint = Par exemple, 7KQ2-M9XD-4T3. Majuscules, minuscules, espaces et tirets sont sans importance. Le numéro de téléphone, l’adresse d’une page, l’adresse postale ou le nom d’un organisme indique s’il répond toujours, ou qui a pris sa suite.
find = Chercher
find-person = Chercher plutôt par une personne
find-name = Nom
find-name-hint = Autant de parties du nom que vous en avez, dans n’importe quel ordre. Toutes doivent correspondre.
find-date = Date de naissance
find-born = Indiquez aussi la date de naissance, par exemple 27 3 1985
find-born-no-day = Ce jour n’existe pas. Vérifiez la date de naissance, par exemple 27 3 1985
find-due = Réponse prévue le
find-before = Répondait auparavant
find-empty = Indiquez un récépissé, une référence, ou un nom avec une date de naissance
find-found = { $count ->
    [0] Aucun résultat
    [one] Un dossier trouvé
   *[other] { $count } dossiers trouvés
}
find-nothing = Aucun dossier ne correspond à ce récépissé, à cette référence ou à cette personne. Vérifiez la saisie : un récépissé compte onze lettres et chiffres.
followed-title = { $body } n’existe plus
followed-since = Depuis le { $day }, d’autres organismes ont pris sa suite.
followed-under = Depuis le { $day }, d’autres organismes ont pris sa suite, en vertu de ce texte : { $instrument }.
followed-what = A repris
followed-everything = tout ce que le public utilisait
followed-most = ce que le public utilisait, sauf les services ci-dessous
followed-elsewhere = Services repris par d’autres
followed-service = { $service } : { $body }
followed-service-nobody = { $service } : personne n’a encore été désigné
followed-instead = au lieu de { $body }
followed-more = { $count ->
    [one] et un autre service
   *[other] et { $count } autres services
}
followed-where = Pour
followed-phone = Téléphone actuel
followed-email = Adresse électronique actuelle
followed-page = Page actuelle
followed-address = Adresse postale actuelle
followed-thing-pages = ses adresses de pages
followed-thing-telephones = ses numéros de téléphone
followed-thing-postal-addresses = ses adresses postales
followed-thing-case-references = ses références de dossiers
followed-thing-complaints = les réclamations en cours
followed-thing-information-requests = les demandes d’information en cours
followed-thing-appeals = les recours
followed-next = L’appel concerne un dossier ? Les références de l’ancien organisme restent valables.
followed-search = Trouver le dossier par sa référence
living-title = { $body } répond toujours
living-phone = Téléphone
living-email = Adresse électronique
living-page = Page
living-address = Adresse postale
living-next = L’appel concerne un dossier ?
uncertain-title = Régler ce qui n’est pas clair
uncertain-help = Ouvrez une demande pour la régler : la renvoyer, la transmettre à un autre organisme ou la clore en expliquant pourquoi à la personne.
uncertain-empty = Tout est clair. Rien n’attend une personne.
uncertain-reference = Sa référence
uncertain-count = { $count ->
    [0] Aucune demande n’attend un agent
    [one] Une demande attend un agent
   *[other] { $count } demandes attendent un agent
}
uncertain-count-not-sent = { $count ->
    [0] Aucune demande n’a été retenue
    [one] Une demande n’a pas été envoyée, car ce qui devait la précéder n’a pas été fait
   *[other] { $count } demandes n’ont pas été envoyées, car ce qui devait les précéder n’a pas été fait
}
uncertain-count-late = { $count ->
    [0] Aucune réponse n’est en retard
    [one] Une réponse est en retard
   *[other] { $count } réponses sont en retard
}
uncertain-help-late = Le jour pour lequel ces réponses étaient promises est passé. Demandez à l’organisme ce qui le retient ; la personne est informée qu’elle peut aussi le demander.
uncertain-empty-late = Aucune réponse n’est en retard.
uncertain-empty-not-sent = Aucune demande n’a été retenue.
uncertain-open = Régler cette demande
uncertain-named = Organisme qu’il désigne
uncertain-named-now = { $body } lui succède
uncertain-because = N’a pas été fait avant
uncertain-why = Motif du refus de prise en charge
uncertain-receipt = Notre récépissé
uncertain-since = Depuis
uncertain-due = Réponse attendue au plus tard le
uncertain-page = Page { $page } sur { $pages }
uncertain-pages = Pages de demandes
uncertain-previous = Page précédente
uncertain-next = Page suivante
settle-they-have-it = L’organisme l’a reçue
settle-they-have-it-help = Interrogez l’organisme. S’il a la demande, saisissez sa référence.
settle-no-reference = Saisissez sa référence
settle-send-again = La renvoyer
settle-send-again-help-uncertain = Seulement si vous savez que l’organisme ne l’a pas. La clé reste la même.
settle-send-again-help-stuck = Une fois le problème résolu. La clé reste la même.
settle-send-again-help-referred = Si vous en êtes convenu avec l’organisme et qu’il la prend finalement. La clé reste la même.
settle-send-anyway = L’envoyer malgré tout
settle-send-anyway-help = Par exemple parce que la référence nécessaire est arrivée par une autre voie.
settle-send-on = La transmettre à un autre organisme
settle-send-on-help = La demande garde son récépissé. C’est l’organisme choisi qui répondra.
settle-send-on-uncertain = Assurez-vous d’abord que l’organisme qui l’a peut-être reçue ne la traitera pas aussi.
settle-nobody-else = Nous ne connaissons aucun autre organisme qui prenne les demandes pour ce service. Vous pouvez clore celle-ci et dire à qui s’adresser.
settle-to = Quel organisme, et par quel système ?
settle-choose = Choisissez un organisme
settle-no-body = Choisissez l’organisme qui doit répondre
settle-why = Pourquoi ?
settle-public = En termes simples. La personne le lira sur sa page.
settle-no-why = Indiquez pourquoi
settle-close = La clore
settle-close-help = Plus personne n’y répondra, et ce qui l’attend ne sera pas envoyé.
settle-close-hint = En termes simples : pourquoi cela s’arrête ici et ce que la personne peut faire. Elle le lira sur sa page.
settle-no-words = Dites à la personne pourquoi cela s’arrête ici
settle-ask = À qui la personne doit-elle s’adresser ?
settle-no-ask = Choisissez à qui la personne doit s’adresser
settle-settled = C’est réglé. Rien n’attend un agent.

## L’horloge de la démonstration

clock-title = L’horloge de la démonstration
clock-now = Nous sommes le { $at }.
clock-help = Les jours, les délais et les responsabilités suivent cette horloge. Elle ne va qu’en avant. Les connexions et les signatures suivent l’heure réelle.
clock-to = Aller au { $day }
clock-day = Avancer au matin du
clock-move = Avancer l’horloge
clock-no-day = Indiquez le jour jusqu’auquel avancer
clock-not-a-day = Indiquez un jour réel, avec les quatre chiffres de l’année, par exemple 1 4 2023
clock-backwards = L’horloge ne fait qu’avancer : indiquez un jour après le { $today }
clock-too-far = Indiquez un jour qui ne dépasse pas le { $last }

## Problèmes

problem-draft-missing = Nous ne trouvons pas cette démarche
problem-draft-missing-next = Ouvrez-la par le lien que vous avez conservé, ou recommencez.
problem-stale = Les données de l’administration viennent de changer
problem-stale-next = Rien n’est perdu. Réessayez.
problem-key-missing = L’en-tête Idempotency-Key manque ou ne compte pas de 16 à 100 caractères
problem-key-missing-next = La clé désigne cette démarche, afin qu’un nouvel essai ne l’envoie pas deux fois. Envoyez de 16 à 100 lettres, chiffres ou signes que personne ne peut deviner, sans espace ; les mêmes à chaque nouvel essai.
problem-needed = « { $service } » ne peut pas être écarté tant que « { $waiting } » fait partie de l’envoi
problem-needed-next = « { $waiting } » l’attend. Revenez en arrière, puis écartez d’abord ce service ou conservez les deux. Rien n’a été modifié.
problem-changed = Les réponses ont été modifiées entre-temps
problem-changed-next = Rien n’a été envoyé. Vérifiez-les à nouveau, puis envoyez.
problem-key-used = Cette clé a servi pour une autre démarche : d’autres réponses, d’autres services sous « anyway », « left_out » ou « agreed », ou une autre langue sous « language »
problem-key-used-next = Utilisez une nouvelle clé pour une nouvelle démarche.
problem-unanswered = Une réponse manque ou n’est pas correcte : { $page }
problem-unanswered-next = Comparez les réponses aux questions de /api/journeys.
problem-answers = Certaines réponses ne peuvent pas être prises en compte
problem-answers-next = Chacune figure sous « errors », avec un pointeur JSON vers l’endroit concerné de votre envoi. Les questions se trouvent à l’adresse /api/journeys/{ $journey }.
problem-journey-unknown = Nous ne connaissons aucune démarche de ce nom
problem-journey-unknown-next = Les démarches se trouvent à l’adresse /api/journeys.
problem-json = Le corps de la requête n’est pas du JSON lisible : { $why }
problem-not-sent-as-json = Le corps de la requête n’a pas été envoyé comme du JSON
problem-json-next = Envoyez un objet JSON, avec l’en-tête content-type: application/json.
problem-json-shape = Le corps de la requête est du JSON, mais n’est pas conforme : { $why }
problem-json-shape-next = Envoyez un objet comprenant journey (un texte) et answers (un objet : pour l’identifiant de chaque question, sa réponse). language (en ou fr) et les listes de types de services anyway, left_out et agreed sont facultatifs.
problem-json-shape-asked = Envoyez un objet avec answers (un objet avec une réponse pour chaque question déjà répondue) et, si vous voulez, services (une liste de types de service).
api-not-asked = Cette question n’est pas posée après les autres réponses. Retirez cette réponse, ou vérifiez celles dont elle dépend.
api-unknown-question = Aucune question de cette démarche ne porte cet identifiant.
api-unknown-service = Aucun service de cette démarche ne porte cet identifiant. Identifiants connus : { $known }.
api-unknown-key = Un lieu n’a pas cette clé. Envoyez postcode et, s’il le faut, soit area, soit elsewhere.
api-want-text = Envoyez un seul texte.
api-want-list = Envoyez une liste de textes, même pour un seul : ["…"].
api-want-day = Envoyez un jour du calendrier sous forme de texte, l’année en premier : "2023-03-20".
api-no-consent = Ce service ne repose pas sur un consentement. Retirez-le.
api-want-address = Envoyez un objet comprenant lines (une liste), town et postcode.
api-want-place = Envoyez le code postal sous forme de texte, ou un objet comprenant postcode et soit area, soit elsewhere.
api-not-an-option = Envoyez l’une de ces valeurs : { $options }.
api-which-place = Le code postal couvre plusieurs localités. Envoyez un objet comprenant postcode et area, avec l’une de ces valeurs : { $areas }. Si ce n’est aucune d’elles, ou si personne ne le sait, remplacez area par elsewhere, avec la première partie du code postal.
api-place-not-served = Le lieu est en dehors du territoire desservi ici. Vérifiez le code postal. Pour continuer sans lui, envoyez un objet comprenant postcode et elsewhere: "{ $outward }". Ce qui relève de ce lieu n’est alors pas transmis.
api-not-a-postcode = Ce n’est pas un code postal du Royaume-Uni. Pour un lieu à l’étranger, ou s’il n’y avait pas de domicile, envoyez un objet comprenant postcode (tel qu’on l’écrit là-bas, ou un texte vide) et elsewhere : "none".
api-other-elsewhere = Ce n’est pas la première partie du code postal, "{ $outward }". Vérifiez les deux.
api-both-ways = Ce service figure aussi sous « anyway ». Nommez-le sous l’un des deux.
api-needed = { $service } en dépend. Retirez les deux, ou aucun.
api-other-area = Le code postal se trouve dans { $area }. Envoyez cette valeur, ou retirez area.
api-not-elsewhere = Ce lieu est desservi ici. Retirez elsewhere.
problem-exit = Ces réponses ne peuvent pas être envoyées : { $exit }
problem-exit-next = La démarche indique qui peut vous aider.
problem-nobody = À notre connaissance, personne ne répond de ces services à cet endroit aujourd’hui
problem-nobody-next = Rien n’a été envoyé et rien de ce que vous avez écrit n’est perdu. Réessayez un autre jour ou choisissez un autre lieu.
problem-nothing-applies = Aucun service ne correspond à ces réponses
problem-nothing-applies-next = Modifiez une réponse, ou nommez des services sous « anyway ».
problem-nothing-wanted = Il ne reste rien à envoyer : ce que les réponses appellent a été retiré, ou la personne n’y a pas consenti
problem-nothing-wanted-next = Nommez moins de services sous « left_out », ou nommez sous « agreed » ceux auxquels la personne consent.
problem-pass = Le laissez-passer manque, est erroné ou n’est plus valable
problem-pass-next = Envoyez le laissez-passer de la démarche comme jeton « bearer ».
problem-signature = La signature ne correspond pas
problem-signature-next = Signez le message comme l’indique docs/guides/add-a-connector.md.
problem-callback-unreadable = Le message est signé, mais ce n’est pas une réponse conforme
problem-callback-unreadable-next = Envoyez un JSON avec key, reference, outcome et answer_id, comme l’indique docs/guides/add-an-endpoint.md.
problem-callback-skew = L’heure du message s’écarte de la nôtre de plus de cinq minutes
problem-callback-skew-next = Réglez votre horloge et signez de nouveau le message avec l’heure d’envoi.
problem-callback-headers = Les en-têtes webhook-id, webhook-timestamp et webhook-signature manquent ou ne sont pas conformes
problem-callback-headers-next = Envoyez les trois, comme l’indique docs/guides/add-an-endpoint.md.
problem-system-unknown = Nous ne connaissons aucun système de ce nom qui nous appelle
problem-system-unknown-next = Appelez l’adresse reçue avec la demande, dans son champ « callback ».
problem-key-unknown = Aucune demande portant cette clé n’a été envoyée à ce système
problem-key-unknown-next = Envoyez la clé reçue avec la demande, à l’adresse reçue avec elle.
problem-move = La demande n’est plus au même point
problem-move-next = Ouvrez-la de nouveau pour voir ce qui s’est passé entre-temps.

# ---------------------------------------------------------------- quand la responsabilité a changé de mains
case-moved = Depuis le { $day }, cette demande est suivie par un autre organisme : { $body }. Auparavant : { $before }. Vous n’avez rien à renvoyer ; votre accusé de réception et cette page restent les mêmes.
case-sent-who = Lors de l’envoi
case-sent-who-whole = Qui répondait, et ce qu’on en savait alors
case-answered = Qui a répondu, jour après jour
case-called = Qui a pris les appels, jour après jour
case-answered-since = { $body }, depuis le { $since }
case-answered-until = { $body }, du { $since } au { $until }
case-answered-under = en vertu de : { $instrument }
case-answered-whole = Tout sur qui répondait le { $day }, et ce qu’on en savait alors
case-followed = { $before } n’existe plus. La demande était auprès de cet organisme jusqu’au { $until } ; { $body } répond depuis le { $day }.
case-followed-nothing = Vous n’avez rien à renvoyer.
case-was-with = Auparavant, jusqu’au { $until } : { $body }.
case-ended = { $body } n’existe plus : son dernier jour a été le { $until }. Personne n’a encore été désigné pour prendre sa suite ici. Rien n’est perdu : ce qui a été envoyé est conservé, et cette page dira qui répond.
case-nobody-yet = Personne n’a encore été désigné
find-until = { $body }, jusqu’au { $until }
case-answered-late = { $before } a répondu tardivement ; c’est { $body } qui répond désormais de cette demande.
desk-passed-on-title = Réponses d’un organisme qui avait la demande avant vous
desk-passed-on-help = C’est vous qui répondez désormais de ces demandes. Un organisme qui les avait auparavant a répondu tardivement ; sa réponse a été acceptée et figure dans le dossier.
desk-passed-on = { $body } avait cette demande avant vous et a répondu tardivement.
desk-moved = Cette demande a changé d’organisme
desk-moved-to = Depuis le { $day }, c’est { $body } qui en répond.
desk-moved-without-power = Vous n’aviez pas délégation pour décider de cette demande lorsque votre organisme la suivait.
desk-moved-nothing = Rien n’a été envoyé. Dites-leur ce que vous savez ; si vous aviez écrit quelque chose, vous pouvez le copier ci-dessous.
desk-moved-words = Ce que vous aviez écrit

# ------------------------------------------------------------ journeys, as staff look at them
door-journeys = Parcours et leurs décisions
door-journeys-help = Ce qui est demandé, quelles démarches en découlent et selon quelles règles. Essayez un cas.
journeys-title = Parcours et leurs décisions
journeys-help = Ce qui est demandé pour chaque événement de la vie, et les règles selon lesquelles des démarches sont proposées.
journeys-empty = Il n’y a pas encore de parcours. Chargez-en un avec les données de l’administration.
journeys-line = Édition { $edition } : { $questions } questions, { $services } démarches
journey-edition = Ceci est l’édition { $edition }.
journey-services = { $count ->
    [one] Une démarche
   *[other] { $count } démarches
 }
journey-picture = Démarches de gauche à droite : chacune se trouve à droite de celle qu’elle doit suivre
journey-picture-help = En bleu : toujours proposée. En blanc : proposée si une table le dit.
journey-list = La même chose sous forme de liste
journey-after = après « { $service } »
journey-questions = Ce qui est demandé, page par page
journey-unused = À regarder : rien n’utilise les réponses à ces questions, ni service, ni sortie, ni autre question. Envoyez-les au service qui en a besoin, ou retirez-les.
journey-differences = Ce qui diffère de l’édition { $edition }
journey-no-difference = Rien dans ses questions, ses démarches et ses tables.
journey-came-page = Nouvelle page : « { $name } »
journey-went-page = Page retirée : « { $name } »
journey-came-question = Nouvelle question : « { $name } »
journey-went-question = Question retirée : « { $name } »
journey-came-exit = Nouvelle sortie : « { $name } »
journey-went-exit = Sortie retirée : « { $name } »
journey-came-evidence = Nouveau justificatif : « { $name } »
journey-went-evidence = Justificatif retiré : « { $name } »
journey-came-service = Nouveau service : « { $name } »
journey-went-service = Service retiré : « { $name } »
journey-came-option = Question « { $part } » : nouvelle réponse possible « { $name } »
journey-went-option = Question « { $part } » : réponse possible « { $name } » retirée
journey-came-field = Service « { $part } » : il reçoit aussi « { $name } »
journey-went-field = Service « { $part } » : il ne reçoit plus « { $name } »
journey-came-asked = Service « { $part } » : il demande aussi le justificatif « { $name } »
journey-went-asked = Service « { $part } » : il ne demande plus le justificatif « { $name } »
journey-differs-lists = Service « { $part } » : ses listes de justificatifs sont composées autrement
journey-differs-after = Service « { $part } » : il suit « { $name } »
journey-differs-after-none = Service « { $part } » : il ne suit plus aucun autre service
journey-tables = { $count ->
    [one] Une table de décision
   *[other] { $count } tables de décision
 }
journey-tables-help = Chaque table dit si une démarche est proposée. Ce n’est qu’une indication : chacun peut faire la démarche quand même, et seul l’organisme compétent peut refuser. FIRST : la première règle vérifiée l’emporte. UNIQUE : une seule règle peut être vérifiée.
journey-findings = À regarder :
journey-table-name = Dans le modèle : { $name }
journey-any = peu importe
journey-says = Indication
journey-try = Essayer un cas
journey-try-help = Inventez un cas. Il n’est conservé nulle part.
journey-try-button = Essayer
journey-tried = Ce que les tables disent de ce cas
journey-service = Démarche
journey-because = En raison de
journey-no-answer = Sans réponse
journey-none-of-these = Aucune de ces réponses
journey-says-applies = proposée
journey-says-does-not-apply = non proposée
journey-says-person = une personne décide
journey-says-open = attend une réponse
journey-missing = Sans réponse :
journey-default = Sinon
journey-values = Elle peut dire
journey-values-in-turn = Elle peut dire, la première dans cet ordre l’emporte
journey-written = Ce sur quoi reposent les tables
journey-function = Fonction : { $name }
journey-order-as-written = Les pages viennent dans l’ordre où elles sont écrites. Une question qui ne concerne pas la personne ne lui est pas posée.
journey-order-weighed = La question qui en laisse le moins à poser vient d’abord : toutes les tables ont été lues et toutes les suites possibles comparées entre elles.
journey-order-compared = La question qui en laisse le moins à poser vient d’abord : toutes les tables ont été lues et chaque question est pesée selon ce qu’elle laisse ouvert.
journey-order-in-order = Toutes les décisions n’ont pas pu être lues comme des tables de valeurs : tout ce dont elles peuvent avoir besoin est demandé, dans l’ordre des pages.

# ---- L’édition à venir d’un parcours
journey-editions = Éditions
journey-edition-now = aujourd’hui
journey-edition-to-come = à venir
journey-edition-past = passée
journey-edition-from = à partir du { $day }
journey-edition-by = par { $who }
journey-draft-begin = Commencer la prochaine édition
journey-draft-open = Continuer la prochaine édition
journey-draft-again = Commencer la prochaine édition à partir de { $edition }
journey-draft-begin-today = Commencer la prochaine édition à partir de celle d’aujourd’hui
journey-draft-waits = L’édition { $edition } attend son jour. Ce qui vient après elle se commence de préférence à partir d’elle : commencé à partir de celle d’aujourd’hui, il y manquerait ce qu’elle change.
journey-draft-title = Prochaine édition de { $journey }
journey-draft-lead = Commencée à partir de l’édition { $base }. Rien n’en est demandé à personne avant sa publication.
journey-draft-changed = Dernière modification : { $at }
journey-draft-sound-tag = correcte
journey-draft-unsound-tag = à corriger
journey-draft-sound = Elle peut être publiée comme édition { $edition }.
journey-draft-unsound = Corrigez d’abord ce qui est indiqué plus haut.
journey-draft-findings = { $count ->
    [one] Un point est à corriger
   *[other] { $count } points sont à corriger
}
journey-draft-line = Ligne { $line }
journey-draft-mend = Ligne { $line }, { $sort } « { $name } » : ouvrez cette partie et corrigez cette ligne
journey-draft-mend-head = Ligne { $line }, le parcours lui-même : ouvrez cette partie et corrigez cette ligne
journey-draft-look = Ligne { $line }, { $sort } « { $name } » : ouvrez cette partie et regardez cette ligne
journey-draft-look-head = Ligne { $line }, le parcours lui-même : ouvrez cette partie et regardez cette ligne
journey-draft-worth = À regarder
journey-draft-preview = Voir comme un usager
journey-draft-preview-help = Parcourez ses pages avec des réponses inventées. Rien n’est envoyé, et l’aperçu disparaît après une semaine.
journey-draft-parts = Parties
journey-draft-parts-help = Modifiez une partie à la fois. Ce qui n’est pas encore correct est conservé aussi, et signalé.
journey-draft-files = Fichiers
journey-draft-text = Le texte entier
journey-draft-text-hint = Un fichier TOML. Il remplace toutes les parties.
journey-draft-text-get = Télécharger le texte
journey-draft-text-bring = Apporter le texte
journey-draft-model = Tables de décision
journey-draft-model-hint = Un fichier DMN, fait dans n’importe quel modeleur DMN. Il est d’abord lu dans un processus à part.
journey-draft-model-get = Télécharger le modèle
journey-draft-model-bring = Apporter le modèle
journey-draft-model-refused = Le modèle n’a pas été pris : { $why }
journey-part-wrong = Ligne { $line } : elle ne peut pas être utilisée telle quelle. Corrigez cette ligne
journey-part-said = Ce qu’en dit le programme qui lit ces textes, en anglais :
journey-draft-decisions = { $count ->
    [one] Le modèle contient une décision.
   *[other] Le modèle contient { $count } décisions.
}
journey-draft-no-file = Choisissez un fichier
journey-draft-not-text = Choisissez un fichier de texte en UTF-8
journey-draft-text-other = C’est le texte du parcours { $other }. Choisissez-en un qui dit id = "{ $id }" tout en haut. Le brouillon reste tel quel
journey-draft-text-none = Ce fichier ne dit pas de quel parcours il s’agit. Choisissez-en un qui dit id = "{ $id }" tout en haut. Le brouillon reste tel quel
journey-draft-publish-title = Publier
journey-draft-publish-help = À partir de ce jour, c’est cette édition qui est posée. Qui a commencé avant voit ce qui a changé ; ce qui a été envoyé reste tel quel. Une édition publiée n’est jamais modifiée : pour revenir en arrière, commencez la prochaine édition à partir d’une ancienne.
journey-draft-from = À partir de quel jour
journey-draft-reason = Pourquoi
journey-draft-reason-hint = Par exemple la loi qui a changé. La raison reste avec l’édition.
journey-draft-moved = Une autre personne a modifié ce brouillon depuis que vous l’avez ouvert. Regardez-le tel qu’il est, puis continuez.
journey-draft-reason-missing = Indiquez pourquoi elle est publiée
journey-draft-reason-long = Dites-le en 500 lettres au plus
journey-draft-day = Indiquez un jour du { $from } au { $to }
journey-draft-publish = Publier l’édition { $edition }
journey-draft-away = Jeter ce brouillon
journey-draft-away-help = L’édition posée aujourd’hui reste telle quelle.
journey-parts-head = Le parcours lui-même
journey-parts-page = { $count ->
    [one] Une page
   *[other] { $count } pages
}
journey-parts-question = { $count ->
    [one] Une question
   *[other] { $count } questions
}
journey-parts-exit = { $count ->
    [one] Une sortie
   *[other] { $count } sorties
}
journey-parts-service = { $count ->
    [one] Un service
   *[other] { $count } services
}
journey-parts-told = Ce que les décisions apprennent
journey-part-head = Le parcours lui-même
journey-part-page = Page
journey-part-question = Question
journey-part-exit = Sortie
journey-part-service = Service
journey-part-told = Ce qu’une décision apprend
journey-part-text = Son texte
journey-part-hint = Laissez vide pour la retirer. Pour en ajouter une, écrivez-la sous celle-ci.
journey-part-moved = Une autre personne a modifié cette partie depuis que vous l’avez ouverte. Votre saisie est ci-dessous et n’est pas encore conservée. Regardez ce qui s’y trouve maintenant, puis mettez votre saisie à la place ou renoncez-y.
journey-part-gone = Une autre personne a retiré cette partie ou lui a donné un autre nom depuis que vous l’avez ouverte. Votre saisie est ci-dessous et n’est pas encore conservée. Ajoutez-la comme une partie à part, ou renoncez-y.
journey-part-now = Ce qui s’y trouve maintenant
journey-part-now-nothing = Il n’y a plus de partie de ce nom.
journey-part-changed = Dernière modification du brouillon : { $at }
journey-part-typed = Votre saisie
journey-part-add = L’ajouter
journey-part-replace = Mettre ma saisie à la place
journey-part-give-up = Renoncer à ma saisie
journey-part-head-missing = Commencez par le nom de la partie entre doubles crochets, par exemple [[question]]. Rien n’a encore été conservé.
journey-draft-to-come = L’édition { $edition } a déjà été publiée et prend son tour le { $day }. Ce que dit ce brouillon vaut jusque-là ; pour que cela reste, commencez la prochaine édition à partir de celle-là, ou publiez celle-ci pour ce jour ou plus tard.
journey-draft-takes-back = L’édition { $edition } attend le { $day }. Publié pour ce jour ou plus tard, ce brouillon annule ce qu’elle dit :
journey-draft-back-title = Ce que cela annule
journey-draft-back-hint = Seulement si vous publiez pour ce jour ou plus tard. Si ce n’est pas voulu, jetez ce brouillon et commencez la prochaine édition à partir de celle-là, ou ajoutez ici ce qu’elle dit.
journey-draft-back = Oui, ce que dit l’édition { $edition } à partir du { $day } doit être annulé
journey-draft-back-missing = Ce jour-là, l’édition { $edition } aura commencé ({ $day }), et celle-ci annule ce qu’elle dit. Cochez que c’est voulu, ou choisissez un jour plus tôt
journey-draft-lacks = L’édition { $edition } commence le { $day } et n’a pas ce que celle-ci change : à partir de ce jour, tout redeviendrait comme avant. Une fois celle-ci publiée, commencez la prochaine édition à partir d’elle, ajoutez-y ce pour quoi { $edition } est faite, et publiez-la pour le { $day }.
journey-edition-lacks = L’édition { $edition } commence le { $day } et n’a pas ce que change l’édition { $changed } : à partir de ce jour, tout redeviendrait comme avant. Commencez la prochaine édition à partir de { $changed }, ajoutez-y ce pour quoi { $edition } est faite, et publiez-la pour le { $day }.
journey-part-keep = Conserver
journey-draft-tables = Voir ses tables et essayer un cas
journey-draft-tables-see = Voir les tables de ce brouillon
journey-draft-tables-title = Tables de la prochaine édition de { $journey }
journey-draft-tables-unsound = Vous pourrez essayer un cas quand ce qui est indiqué plus haut sera corrigé.
journey-draft-tables-unread = Les tables de ce brouillon ne peuvent pas être lues en l’état. Corrigez ce qui est indiqué plus haut, elles apparaîtront ici.
preview-lead = Ceci est un aperçu. Rien de ce que vous saisissez n’est envoyé.
preview-back = Retour au brouillon
changed-title = Ce qui a changé depuis que vous avez commencé
changed-lead = Vos réponses sont conservées. Voici ce qui est différent maintenant :
changed-nothing = Vos réponses sont conservées. Rien n’est différent pour vous.
changed-wider = Qui reçoit désormais d’autres de vos réponses, et lesquelles
changed-asked = Nouvelles questions
changed-again = Merci d’y répondre de nouveau
changed-reworded = Formulées autrement
changed-gone = Plus posées
changed-services = Nouveaux services
changed-services-gone = Services qui n’en font plus partie
changed-apply = Services qui semblent désormais vous concerner
changed-apply-no-more = Services qui ne semblent plus vous concerner
problem-journey-draft-missing = Personne n’a commencé la prochaine édition de ce parcours, ou elle a été publiée.
problem-journey-draft-missing-next = Ouvrez le parcours et commencez-en une.
problem-journey-draft-moved = Une autre personne a modifié ce brouillon depuis que vous l’avez ouvert. Rien de votre saisie n’a été conservé.
problem-journey-draft-moved-next = Copiez votre saisie, rouvrez le brouillon et reportez-la.
problem-journey-draft-there = Une personne a déjà commencé la prochaine édition.
problem-journey-draft-there-next = Ouvrez-la, ou demandez-lui.
problem-preview = Ceci est un aperçu. Rien n’a été envoyé.
problem-preview-next = Retournez au brouillon et publiez-le ; ensuite, les usagers pourront l’envoyer.

## Consentement

consent-title = { $count ->
    [one] Un organisme de plus, avec votre accord
   *[other] { $count } organismes de plus, avec votre accord
}
consent-help = Vous pouvez refuser : rien d’autre ne change. Si vous acceptez, vous pourrez retirer votre accord plus tard, sur la page de votre dossier.
consent-agree = J’accepte
consent-refuse = Ne pas l’envoyer
consent-undecided = Indiquez si vous acceptez « { $service } », ou si cette demande ne doit pas être envoyée. Rien n’a encore été envoyé.
consent-given = Vous avez donné votre accord le { $day }.
consent-lapsed = Vous avez donné votre accord le { $day }. Il serait maintenant envoyé plus que ce que vous aviez accepté. Indiquez à nouveau si vous acceptez.
consent-withdraw = Retirer mon accord
consent-withdraw-help = Ce qui n’est pas encore envoyé ne le sera pas.
consent-withdraw-help-told = L’envoi a déjà eu lieu. Nous demanderons alors à cet organisme ({ $body }) de ne plus utiliser ce qu’il a reçu et de le supprimer.
consent-withdraw-help-ask = L’envoi a déjà eu lieu. Demandez alors à cet organisme de supprimer ce qu’il a reçu : { $body }.
consent-withdrawn = Vous l’avez retiré le { $day }.
consent-was-sent = L’envoi avait déjà eu lieu. Demandez à { $body } de supprimer ce qui lui a été transmis.
check-basis-consent = L’organisme peut utiliser ces réponses parce que vous y consentez.
state-withdrawn = Retiré
state-taken-back = Retiré
case-part-taken-back-told = Vous avez retiré votre accord. Nous avons demandé à cet organisme ({ $body }) de ne plus utiliser ce qu’il a reçu et de le supprimer.
case-part-taken-back-ask = Vous avez retiré votre accord après l’envoi. Demandez à cet organisme de supprimer ce qu’il a pu recevoir : { $body }.
case-part-taken-back-ended = Vous avez retiré votre accord, et cet organisme ({ $body }) a mis fin à la demande.
event-taken-back-ended = { $body } : fin de la demande, car vous avez retiré votre accord
case-part-withdrawn = Vous avez retiré votre accord avant l’envoi. Rien n’a été transmis à { $body }.
event-withdrawn = Vous avez retiré votre accord. Rien n’a été envoyé
case-part-withdrawn-called = Vous avez retiré votre accord, et nous n’envoyons plus ces réponses. Nous avions déjà contacté { $body } : son système a pu les voir. Demandez-lui de supprimer ce qu’il a reçu.
event-withdrawn-called = Vous avez retiré votre accord. Rien n’est plus envoyé, mais un appel avait déjà eu lieu
event-withdrawn-late = Vous avez retiré votre accord. L’envoi avait déjà eu lieu

## Les parties d’une longue démarche

parts-title = Les parties de votre demande
parts-see = Voir toutes les parties de votre demande
parts-done = { $done ->
    [one] { $done } partie sur { $all } est terminée.
   *[other] { $done } parties sur { $all } sont terminées.
}
parts-ended = Avec ces réponses, rien ne peut être envoyé :
parts-ended-because = Cela résulte de votre réponse à « { $question } » :
parts-may-grow = D’autres peuvent suivre, selon vos réponses.
parts-send = Vérifier et envoyer
parts-stands-done = Terminé
parts-stands-wrong = À corriger
parts-stands-to-follow = À suivre
parts-stands-to-do = À faire
parts-stands-not-yet = Pas encore
desk-withdrawn = Le { $day }, cette personne a retiré son accord. Ses réponses ne sont plus affichées. N’utilisez plus ce que vous en avez noté et supprimez-le. Pour clore la demande, répondez par un refus, avec un mot aimable.
