# Ce que disent les pages sur les transferts. Chaque identifiant figure aussi dans transfers.en.ftl.

transfers-title = Transferts de compétence
transfers-lead = Ce qui passe d’un organisme à un autre, à quelle date, et où en est chaque transfert.
transfers-new = Préparer un transfert
transfers-due = Ce qui est à faire
transfers-due-nothing = Il n’y a rien à faire.
transfers-empty = Il n’y a pas encore de transfert.
transfers-alone = Hors programme
transfer-staff-home = Agents
transfer-one = Transfert
transfer-day = Date d’effet
transfer-kind = Nature
transfer-state = État
transfer-late = avec retard
transfer-instrument = En vertu de
transfer-what = Objet
transfer-from = De
transfer-to = À
transfer-nobody = personne

transfer-due-now = La date d’effet est arrivée : il prend effet dans quelques secondes.
transfer-due-waits = En l’état, il ne peut pas prendre effet ; il devient caduc si sa date passe.
transfers-left = Ces organismes n’existent plus, et personne n’a repris leurs compétences. Les nouvelles demandes arrivent encore dans leurs systèmes, mais nul n’en répond en droit.
transfers-left-since = { $body } n’existe plus depuis le { $day }
transfers-left-gaps = Ce dont personne ne répond
transfer-due-in-vain = Il ne peut pas prendre effet tel qu’il est rédigé.
transfer-waits-in-vain-by-then = Il vient après « { $transfer } », qui ne sera plus en vigueur le { $day } : rédigez-le de nouveau sans cela.
transfer-waits-in-vain = Il attend « { $transfer } », qui a été abandonné ou annulé : rédigez-le de nouveau sans celui-ci.
transfer-remark-plan-changed = Quelque chose a changé depuis son approbation, et son plan n’est plus le même. Regardez le plan : il doit être approuvé de nouveau.
transfer-remark-no-plan = Quelque chose a changé depuis son approbation, et il ne peut plus être exécuté tel qu’il est rédigé. Simulez-le pour savoir pourquoi, puis rédigez-le de nouveau.
transfer-remark-day-passed = Sa date est passée avant qu’il ne puisse prendre effet : rien n’a été transféré. Rédigez-le de nouveau avec une date à venir.
transfer-redraft-approved = Des agents l’ont approuvé tel quel. Le réécrire le retire du calendrier, et deux personnes l’approuvent de nouveau.
transfer-due-passed = Son jour est passé : réécrivez-le pour un autre jour, ou abandonnez-le.
transfer-due-passed-back = Son jour est passé : abandonnez-le et demandez de nouveau l’annulation de l’autre.
transfer-due-rehearsal = La date d’effet approche et la simulation n’a pas été faite.
transfer-due-two = La date d’effet approche et deux personnes doivent encore l’approuver.
transfer-due-one = La date d’effet approche et une personne doit encore l’approuver.
transfer-due-calendar = La date d’effet approche. Il est approuvé, mais pas encore inscrit au calendrier.
transfer-waits-for = Il attend que « { $transfer } » ait pris effet, ce qui est prévu le { $day }.
transfer-waits-for-unscheduled = Il attend que « { $transfer } » ait pris effet, et celui-ci n’est pas au calendrier d’ici là : occupez-vous de l’autre, ou rédigez celui-ci sans lui.
transfer-waits-for-gate = Une condition n’est pas levée : { $what }

transfer-kind-retail = L’accueil est confié à un guichet ou à un intermédiaire
transfer-kind-succession = Fusion ou scission d’organismes
transfer-kind-agreement = Un organisme agit pour un autre
transfer-kind-correction = Rectification d’un transfert antérieur
transfer-kind-reversal = Retour sur un transfert antérieur

transfer-state-draft = Projet
transfer-state-rehearsed = Simulé
transfer-state-endorsed = Une approbation
transfer-state-approved = Approuvé
transfer-state-scheduled = Planifié
transfer-state-vested = En vigueur
transfer-state-cancelled = Abandonné
transfer-state-reversed = Annulé après effet

transfer-now = Ce que l’on peut faire maintenant
transfer-now-draft = Il est en cours de rédaction. Lancez une simulation pour voir exactement ce qu’il ferait.
transfer-now-rehearsed = Le plan figure ci-dessous. Deux personnes qui ne l’ont pas rédigé doivent l’approuver.
transfer-now-endorsed = Une personne a approuvé le plan. Une seconde, qui ne l’a pas rédigé, doit l’approuver aussi.
transfer-now-approved = Deux personnes ont approuvé le plan. Il peut être inscrit au calendrier.
transfer-now-scheduled = Il prend effet au début de sa date d’effet, si le plan est encore celui qui a été approuvé.
transfer-now-vested = Il a été exécuté.
transfer-now-cancelled = Il a été abandonné ; rien n’a été transféré.
transfer-now-reversed = Il a été exécuté, puis un autre transfert l’a annulé.
transfer-may-reverse = Il peut être annulé jusqu’au { $last }.
transfer-rehearse = Lancer une simulation
transfer-rehearse-again = Relancer la simulation
transfer-approve = Approuver ce plan
transfer-approve-help = Vous approuvez exactement le plan ci-dessous. Si un changement le modifie, votre approbation sera de nouveau demandée. Son empreinte :
transfer-schedule = Inscrire au calendrier
transfer-cancel = Abandonner ce transfert
transfer-cancel-help = Rien n’est transféré. Un transfert abandonné reste dans la liste et ne peut pas être repris : il faudrait le rédiger de nouveau, sous un autre identifiant.
transfer-reverse-waiting = Ces transferts viennent après lui et ne pourront plus prendre effet une fois l’annulation faite :
transfer-cancel-waiting = Ceux-ci l’attendent et ne peuvent pas prendre effet sans lui :
transfer-cancel-no-reason = Indiquez pourquoi il est abandonné
transfer-reason-too-long = Dites-le en 2 000 lettres au plus
transfer-redraft = Rédiger de nouveau
transfer-reverse = Annuler ce transfert
transfer-see-sheet = Procès-verbal
transfer-see-work = Suivi des dossiers en cours

transfer-drafted-by = Rédigé par
transfer-approved-by = Approuvé par
transfer-vested-on = A pris effet le
transfer-version = version { $version } du modèle
transfer-reverses = Annule
transfer-reversed-by = Annulé par
transfer-window = Annulation possible
transfer-window-days = { $days ->
    [one] pendant { $days } jour après la date d’effet
   *[other] pendant { $days } jours après la date d’effet
}
transfer-reason = Motif
transfer-before = Ce qui doit précéder
transfer-gate-open = C’est fait : lever la condition
transfer-gate-shut = non levée
transfer-gate-opened = levée par { $person } le { $at }

transfer-lines = Ce qui est transféré
transfer-lines-none = Aucune compétence n’est transférée.
transfer-lines-back = Il rétablit ce que le transfert antérieur a modifié.
transfer-line = { $n }. De { $from } à { $to }
transfer-all-functions = les quatre fonctions
transfer-services = Démarches
transfer-all-services = tout ce dont { $body } est chargé
transfer-areas = Territoires
transfer-everywhere = partout
transfer-into = la partie qui devient { $area }
transfer-shares = Postes et crédits
transfer-shares-none = Ni poste ni crédit ne suivent.
transfer-share = { $title }, de { $from } à { $to } :
transfer-amount = { $unit ->
    [posts] { $amount } équivalents temps plein
   *[money] { $amount } par an
}
transfer-amount-all = en totalité
transfer-systems = Systèmes qui changent
transfer-dissolves = Organismes dissous
transfer-dissolved = { $body } est dissous ; { $successor } lui succède
transfer-thing = { $thing ->
    [pages] ses adresses de pages
    [telephones] ses numéros de téléphone
    [postal-addresses] ses adresses postales
    [case-references] ses références de dossier
    [complaints] les réclamations en cours
    [information-requests] les demandes d’accès aux documents en cours
   *[appeals] les recours
}
transfer-rules = Dossiers en cours
transfer-open-work = Demandes transmises et non closes
transfer-open-work-moves = passent au successeur
transfer-open-work-stays-until-closed = sont menées à terme par le prédécesseur
transfer-open-work-back = reviennent à l’organisme d’origine, sauf si celui qui a pris le relais a commencé à les traiter : dans ce cas, une personne décide
transfer-open-work-moves-if-not-started = passent au successeur, sauf si leur traitement a commencé
transfer-deadlines = Délais
transfer-deadlines-keep = restent ceux qui ont été annoncés
transfer-deadlines-count-anew = sont recalculés selon l’engagement du successeur, sans jamais être avancés
transfer-answerable = Qui répond de ce qui reste
transfer-matter-uncertain = Réception incertaine
transfer-matter-started = Traitement commencé par le prédécesseur
transfer-matter-stuck = Ne peut pas avancer sans intervention
transfer-matter-acted = Déjà traité par le successeur
transfer-matter-resources = Postes et crédits
transfer-matter-everything = Tout le reste

# Un nouveau projet
transfer-new-help = Rédigez le projet dans un éditeur de texte, puis collez-le ici. L’enregistrer ne transfère rien.
transfer-new-label = Le projet
transfer-new-hint = Au format TOML ou JSON
transfer-new-example = À quoi ressemble un projet
transfer-new-save = Enregistrer le projet
transfer-new-empty = Collez le projet
transfer-new-unreadable = La ligne { $line } est illisible : { $what }

# Le retour
transfer-reverse-help = Vous rédigez un transfert qui rétablit ce que celui-ci a modifié : qui répond, les postes, l’argent et les systèmes. Les demandes non closes reviennent aussi ; celles que l’organisme qui a pris le relais a commencé à traiter attendent la décision d’une personne. Le projet est simulé, approuvé par deux personnes et inscrit au calendrier comme tout autre.
transfer-reverse-day = Date à laquelle la situation antérieure est rétablie
transfer-reverse-until = Au plus tard le { $last }
transfer-reverse-reason-hint = Il est conservé avec le transfert
transfer-reverse-draft = Rédiger l’annulation
transfer-reverse-day-unreadable = « { $typed } » n’est pas une date : écrivez-la sous la forme 2023-04-01
transfer-reverse-no-reason = Indiquez pourquoi il est annulé
transfer-way-back = Un retour est en préparation :
transfer-correct-help = Une erreur depuis le début ? Une rectification motivée dit qui répond en fait depuis lors.
transfer-correct = Rédiger une rectification
transfer-correction-title = { $title } : rectification
transfer-reversal-title = Annulation : { $title }

# Le procès-verbal
sheet-title = Procès-verbal
sheet-which = Procès-verbaux
sheet-of-rehearsal = Lors de la dernière simulation
sheet-of-vesting = Lors de la prise d’effet
sheet-of-settled = Une fois tous les dossiers suivis
sheet-plan = Empreinte du plan
sheet-hash = Empreinte de ce procès-verbal
sheet-made = Établi
sheet-not-whole = Ce procès-verbal n’est pas celui qui a été conservé : son empreinte ne correspond pas.
sheet-coverage = Couverture
sheet-cells = { $asked ->
    [one] { $asked } partie de démarche examinée
   *[other] { $asked } parties de démarches examinées
} ; lacunes : { $gaps } ; chevauchements : { $overlaps }
sheet-rows = Lignes du modèle
sheet-rows-count = { $ended } prennent fin, { $begun } commencent
sheet-warnings = À noter
sheet-seams-opened = Ce que ce transfert sépare
sheet-seams-opened-help = Avec ce transfert, ces ruptures existeraient dans l’année qui suit sa date ; sans lui, non.
sheet-seams-closed = Ce que ce transfert répare
sheet-todo = Qui s’occupe de ce qui reste
sheet-todo-none = Personne n’est désigné.
sheet-moved = Ce qui passe de qui à qui
sheet-moved-nothing = Aucune fonction ne change de titulaire.
sheet-places = Lieux
sheet-more = { $count ->
    [one] Une ligne de plus figure au procès-verbal
   *[other] { $count } lignes de plus figurent au procès-verbal
}
sheet-holdings = Postes et crédits, avant et après
sheet-holdings-nothing = Les postes et les crédits ne changent pas.
sheet-posts = Équivalents temps plein
sheet-money = Crédits annuels
sheet-sum = Total
sheet-before-after = { $before } → { $after }
sheet-work = Demandes en cours
sheet-work-none = Aucune demande en cours n’était concernée.
sheet-work-later = Elles sont comptées une fois que toutes ont suivi.
sheet-work-uncounted = Elles n’ont pas été comptées lors de cette simulation. Refaites la simulation pour les compter.
sheet-work-foreseen = Telles qu’elles étaient lors de la simulation. Ce qui sera transmis ou répondu d’ici le jour dit peut le changer.
sheet-work-now = Ce que deviendrait chacune maintenant
sheet-work-was = État
sheet-work-fate = Suite donnée
sheet-work-count = Demandes
sheet-work-state = { $state ->
    [held] en attente d’une autre
    [queued] à transmettre
    [asking] transmises, sans réponse : les organismes sont interrogés
    [sent] transmises
    [uncertain] réception incertaine
    [stuck] bloquées
    [referred] relèveraient d’un autre organisme
   *[other] { $state }
}
sheet-work-fate-of = { $fate ->
    [follows] suivent la compétence
    [handed-over] remises à un autre système
    [finishes] menées à terme par le prédécesseur
    [listed] à trancher par un agent
   *[other] { $fate }
}
sheet-exceptions = Ce qu’un agent doit encore régler
sheet-exceptions-none = Rien n’attend la décision d’un agent.
sheet-exceptions-told = Aucune demande n’attend la décision d’un agent.
sheet-by-hand = À prévenir de vive voix qu’un autre organisme répond désormais : leurs systèmes ne reçoivent pas d’avis
sheet-by-hand-body = À prévenir
sheet-by-hand-system = Les avait dans
sheet-exception-body = En répond
sheet-exception-person = Suivi par
sheet-stale = Ce procès-verbal est celui d’un plan qui n’est plus d’actualité. Simulez le transfert pour voir ce qu’il ferait maintenant.
sheet-deadlines = Échéances, avant et après
sheet-deadlines-none = Aucune demande en cours n’avait d’échéance.
sheet-deadlines-kept = { $count ->
    [one] La seule échéance n’a pas changé.
   *[other] Aucune des { $count } échéances n’a changé.
}
sheet-deadlines-moved = { $moved } échéances sur { $count } ont changé : selon la règle de ce transfert, elles sont recalculées, sans jamais être avancées.
sheet-deadlines-back = { $moved } échéances sur { $count } avaient été recalculées par le transfert annulé et redeviennent ce qu’elles étaient avant lui.
sheet-deadlines-undated = Demandes en cours sans échéance : { $before } avant, { $after } après.
sheet-deadlines-body = Organisme
sheet-deadlines-day = Réponse attendue le
sheet-deadlines-before = Avant
sheet-deadlines-after = Après
sheet-readdressed = Ce qui restait à transmettre, et à quel système
sheet-readdressed-none = Rien n’était en attente de transmission.
sheet-readdressed-before = Devait aller à
sheet-readdressed-after = Va à
sheet-readdressed-same = le même système, pour le successeur
sheet-readdressed-nowhere = aucun système
sheet-work-each-csv = Chaque demande (CSV)
sheet-work-each-json = Chaque demande (JSON)
sheet-readdressed-each = Chacune, avec les deux systèmes (CSV)
sheet-csv = Ce procès-verbal pour un tableur (CSV)
sheet-json = Le texte exact de l’empreinte (JSON)
transfer-no-sheet = Ce procès-verbal n’existe pas encore
transfer-no-sheet-next = Lancez une simulation du transfert pour en établir un.

# À noter
transfer-spot = { $function ->
    [policy] la réglementation
    [decision] la décision
    [fulfilment] l’exécution
   *[contact] l’accueil
} pour « { $service } »{ $channel ->
    [web] {" "}en ligne
    [phone] {" "}par téléphone
    [counter] {" "}au guichet
    [post] {" "}par courrier
   *[all] {""}
}{ $for ->
    [segment] , { $segment }
   *[everybody] {""}
}{ $at ->
    [place] {" "}à cet endroit : { $place }
   *[everywhere] {" "}dans tout le pays
}
transfer-of = { $function ->
    [policy] la réglementation
    [decision] la décision
    [fulfilment] l’exécution
   *[contact] l’accueil
} pour « { $service } »
transfer-warning-ends-anyway = Quoi que fasse ce transfert, { $body } cesse ce jour-là d’être chargé de ceci : { transfer-spot }.
transfer-warning-no-system-before = Aucun système ne reçoit le travail de « { $service } », ni avant ni après.
transfer-warning-still-named = { $by ->
    [franchise] Une franchise désigne encore { $body } comme chef de file ou partenaire.
    [agreement] Une convention désigne encore { $body }.
    [delegation] Des agents décident encore au nom de { $body }.
   *[controller] { $body } est encore responsable d’un traitement.
}
transfer-warning-rival = « { $transfer } » est approuvé et transfère la même chose d’ici le { $day } : celui-ci ne peut pas être approuvé en plus. Indiquez qu’il vient après l’autre, ou abandonnez l’un des deux.
transfer-warning-taken-besides = Aucune ligne ne nomme { $bodies }, et quelque chose en part tout de même : voyez ce qui est transféré.
transfer-warning-new-segment = Personne n’a encore rien détenu pour le segment « { $segment } ». { $any ->
    [none] Il n’existe encore aucun segment.
   *[some] Voici ceux qui sont connus : { $known }.
  } Est-il nouveau, ou mal écrit ?
transfer-warning-system-for-everybody = Le système change pour tout le monde à cet endroit, et les lignes ne transfèrent le travail que pour un segment ou par un canal : { $services }.
transfer-warning-rests-on-it = Ces transferts viennent après celui qui est annulé : { $transfers }. Ceux qui ont pris effet restent en place sans lui ; les autres ne peuvent plus prendre effet.
transfer-warning-nothing-promised = { $body } n’a rien publié sur ce qui lui revient : { $services }. Personne ne saura combien de temps cela prend ni ce que cela coûte, et aucune nouvelle demande n’aura d’échéance.
transfer-warning-nothing-goes-with-it = Ni poste ni crédit ne suivent ce qui est transféré.

# Ce qui ne va pas dans un projet
transfer-problem-empty = Le transfert est vide : indiquez quelles compétences, quels postes, quels crédits ou quels systèmes sont concernés
transfer-problem-changes-nothing = Le transfert ne change rien : tout ce qu’il indique est déjà le cas
transfer-problem-title = Il faut un titre en anglais et en français, en texte simple d’au plus { $most } caractères
transfer-problem-not-plain = { $of ->
    [reason] Le motif
    [area] Le code d’un territoire
    [segment] Le nom d’un segment
   *[share] La ligne d’une part
} { $of ->
    [segment] est vide, entouré d’espaces, ou contient des caractères invisibles
   *[other] contient des caractères invisibles
} : écrivez en texte simple
transfer-problem-long-reason = Le motif compte au plus { $most } caractères
transfer-problem-long-window = Le délai de retour compte au plus { $most } jours
transfer-problem-ended-already = { $body } a pris fin le { $day } par « { $by } » : seule une correction peut désigner d’autres successeurs
transfer-problem-unknown-body = L’organisme « { $id } » n’existe pas
transfer-problem-body-not-there = { $body } n’existe pas le { $day } et ne peut rien reprendre
transfer-problem-unknown-service = La démarche « { $id } » n’existe pas
transfer-problem-unknown-area = Le territoire « { $id } » n’existe pas
transfer-problem-unknown-instrument = Le texte « { $id } » n’existe pas
transfer-problem-unknown-system = Le système « { $id } » n’existe pas
transfer-problem-unknown-person = « { $id } » ne figure pas parmi les agents
transfer-problem-unknown-franchise = La franchise « { $id } » n’existe pas
transfer-problem-before-instrument = La date d’effet, le { $day }, précède l’entrée en vigueur de « { $instrument } », le { $from }
transfer-problem-after-instrument = La date d’effet, le { $day }, est postérieure à la fin de « { $instrument } », le { $until }
transfer-problem-no-part = { $body } le détient { $at ->
    [place] pour { $place }, qui demeure
   *[everywhere] partout
  } : aucune partie n’en devient { $into } ce jour-là. Retirez « into » et nommez plutôt des territoires
transfer-problem-decided-elsewhere = Ligne { $line } : la démarche « { $service } » ne dépend pas de territoires comme { $area } : personne ne la détient pour ce seul territoire
transfer-problem-selects-nothing = La ligne { $line } ne vise rien dont { $body } soit chargé à compter du { $day }
transfer-problem-franchise-and-form = La ligne { $line } doit nommer une franchise si l’exercice a lieu en franchise, et seulement dans ce cas
transfer-problem-franchise-not-there = La franchise « { $id } » n’existe pas le { $day } : rien ne peut y être exercé
transfer-problem-back-to-nobody = { $body } n’existe plus le { $day } : rien ne peut lui être rendu
transfer-problem-back-to-former-lead = Cela reviendrait à { $body } dans la franchise « { $id } », dont { $body } n’est plus chef de file le { $day }
transfer-problem-not-the-lead = La ligne { $line } va à { $body } dans la franchise « { $id } », dont { $lead } est chef de file le { $day } : nommez le chef de file
transfer-problem-holds-none = { $body } n’en détient rien le { $day }, d’après ce que l’on sait aujourd’hui{ $moved ->
    [yes] {" "}: « { $transfer } » aura transféré ce qu’il détient
   *[no] {""}
}
transfer-problem-nothing-promised = { $body } n’a rien promis pour « { $service } » le { $day } : ses délais ne peuvent pas être recomptés
transfer-problem-more-than-contact = La ligne { $line } transfère autre chose que l’accueil, ce que ne permet pas ce type de transfert
transfer-problem-torn = Dans le territoire { $area }, { transfer-of } irait à { $bodies }{ $nobody ->
    [yes] {" "}et à personne
   *[no] {""}
} : ses prédécesseurs doivent aller à un seul organisme
transfer-problem-crossing = Le territoire { $area } ne peut pas être détaché ({ transfer-of }) : ses limites croisent celles de { $crossed }, qui a ses propres lignes
transfer-problem-twice = Deux lignes attribuent ceci à des organismes différents : { transfer-of } ({ $bodies })
transfer-problem-nothing = La ligne { $line } ne vise rien
transfer-problem-gap = Le { $day }, personne ne serait chargé de ceci : { transfer-spot } ({ $body } jusque-là)
transfer-problem-overlap = Le { $day }, plusieurs organismes seraient chargés de ceci, sans règle de choix : { transfer-spot } ({ $bodies })
transfer-problem-no-system = Le { $day }, aucun système ne recevrait le travail de « { $service } » { $at ->
    [place] à cet endroit : { $place }
   *[everywhere] dans tout le pays
}
transfer-problem-dissolves-nobody = { $body } ne peut être dissous que par une fusion, une scission ou une rectification
transfer-problem-window-of-succession = Une fusion ou une scission ne peut pas être annulée : elle n’a pas de délai d’annulation
transfer-problem-still-holds = { $body } est dissous le { $day } et serait encore chargé de ceci : { transfer-of }{ $more ->
    [0] {""}
    [one] , et d’un autre point
   *[other] , et de { $more } autres points
}
transfer-problem-still-has = { $body } est dissous le { $day } et aurait encore la ligne de postes ou de crédits « { $line } »
transfer-problem-follows-nobody = { $successor } ne peut pas succéder à { $body }, étant dissous le même jour
transfer-problem-followed-twice = { $body } a deux successeurs aux mêmes endroits pour ceci : { transfer-thing }
transfer-problem-not-followed = Personne ne succède à { $body } pour ceci : { transfer-thing }
transfer-problem-no-reason = Une rectification doit être motivée
transfer-problem-two-answer = Deux personnes sont désignées pour ceci, et une seule doit en répondre : { $matter ->
    [uncertain] les demandes dont la réception est incertaine
    [started] les demandes dont le prédécesseur a commencé le traitement
    [stuck] les demandes qui ne peuvent pas avancer sans intervention
    [acted] ce que le successeur a déjà traité
    [resources] les postes et les crédits
   *[everything] tout le reste
}
transfer-problem-nobody-answers = Personne n’est désigné pour répondre de ceci : { $matter ->
    [uncertain] les demandes dont la réception est incertaine
    [started] les demandes dont le prédécesseur a commencé le traitement
    [stuck] les demandes qui ne peuvent pas avancer sans intervention
    [acted] ce que le successeur a déjà traité
    [resources] les postes et les crédits
   *[everything] tout le reste
}
transfer-problem-not-a-reversal = Une annulation revient sur une seule prise d’effet et ne dit rien d’autre
transfer-problem-changed-since = Ce que ce transfert a écrit a été modifié depuis ({ $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}) : il ne peut pas être annulé dans son ensemble
transfer-problem-no-line = { $body } n’a rien dans la ligne « { $line } » à compter du { $day }
transfer-problem-more-than-there-is = { $body } céderait { $asked-unit ->
    [posts] { $asked } postes
   *[money] { $asked } par an
} de « { $line } », alors qu’il n’y a que { $there-unit ->
    [posts] { $there } postes
   *[money] { $there } par an
} le { $day }
transfer-problem-mixed = De « { $line } » partiraient { $asked-unit ->
    [posts] { $asked } postes
   *[money] { $asked } par an
}, alors que la ligne contient { $there-unit ->
    [posts] { $there } postes
   *[money] { $there } par an
}
transfer-problem-not-positive = De « { $line } », { $asked-unit ->
    [posts] { $asked } postes
   *[money] { $asked } par an
} ne peuvent pas être cédés : une part est supérieure à zéro
transfer-problem-to-itself = « { $line } » passerait de { $body } au même organisme
transfer-problem-too-large = « { $line } » ({ $body }) serait trop grande pour être comptée

# Pourquoi quelque chose n'est pas possible
transfer-error-not-found = Le transfert « { $transfer } » n’existe pas
transfer-error-not-theirs = { $wanted ->
    [planner] Seul un chargé des transferts peut le faire
    [approver] Seul un approbateur des transferts peut le faire
    [planner-or-approver] Seul un chargé ou un approbateur des transferts peut le faire
   *[either] Seul un chargé ou un approbateur des transferts, ou un exploitant, peut le faire
}
transfer-error-stale = Le modèle est passé entre-temps de la version { $known } à la version { $now } : relancez la simulation
transfer-error-redrafted = Le projet a été modifié pendant l’établissement du plan : relancez la simulation
transfer-error-changed = Quelqu’un d’autre a modifié ce transfert au même moment : le voici tel qu’il est maintenant
transfer-error-waits-for-nobody = Il attend « { $transfer } », qui n’existe pas
transfer-error-waits-for-later = Il est daté du { $own } et ne peut attendre « { $transfer } », daté du { $day }
transfer-error-taken = Il existe déjà un transfert « { $transfer } » : réécrivez-le depuis sa page ou choisissez un autre identifiant
transfer-error-reversal-drafted = { $people } a déjà rédigé « { $transfer } », qui l’annule : parlez-lui, ou abandonnez d’abord celui-là
transfer-error-moves-the-same = « { $transfer } » transfère la même chose le { $day } et il est approuvé : abandonnez l’un des deux, ou faites attendre l’un par l’autre
transfer-error-ground-goes = « { $transfer } » annule pour le { $day } ce que celui-ci attend : abandonnez l’un des deux
transfer-error-circle = { $count ->
    [one] { $transfers } attend lui-même
   *[other] Ces transferts s’attendent l’un l’autre : { $transfers }
}
transfer-error-unknown-programme = Le programme « { $programme } » n’existe pas
transfer-error-drafted-reversal = Une annulation ne se rédige pas : ouvrez le transfert concerné et annulez-le
transfer-error-day-passed = Le { $day } est passé (nous sommes le { $today }) : seule une rectification peut porter une date passée
transfer-error-waits = Il ne peut pas prendre effet avant « { $transfer } », qui ne l’a pas fait
transfer-error-in-vain = Il attend « { $transfer } », qui a été abandonné ou annulé
transfer-error-gate-shut = Une condition n’est pas levée : { $what }
transfer-error-succession-stays = Une fusion ou une scission ne peut pas être annulée : une erreur se rectifie, en indiquant le motif
transfer-error-correction-stays = Une rectification ne peut pas être annulée : une erreur se rectifie de nouveau, en indiquant le motif
transfer-error-reversal-stays = Une annulation ne peut pas être annulée : rédigez de nouveau le transfert
transfer-error-no-window = Il a été convenu sans délai de retour : faites un nouveau transfert
transfer-error-window-over = Il pouvait être annulé jusqu’au { $last } ; le { $day } est postérieur
transfer-error-not-vested = « { $transfer } » n’a pas pris effet : abandonnez-le plutôt
transfer-error-taken-back = « { $transfer } » l’annule déjà
transfer-error-by-the-drafter = { $person } a rédigé ce transfert : deux autres personnes doivent l’approuver
transfer-error-twice = { $person } a déjà approuvé ce transfert : la seconde approbation revient à une autre personne
transfer-error-plan-changed = Le plan a changé depuis qu’il vous a été présenté : examinez-le de nouveau avant de l’approuver
transfer-error-vested-already = Ce transfert a déjà pris effet, en version { $version } du modèle
transfer-error-too-early = Ce transfert prend effet le { $day } ; nous sommes le { $today }
transfer-error-not-now = { $state ->
    [draft] C’est un projet
    [rehearsed] Il a été simulé et personne ne l’a approuvé
    [endorsed] Une seule personne l’a approuvé
    [approved] Deux personnes l’ont approuvé
    [scheduled] Il est inscrit au calendrier
    [vested] Il a pris effet
    [cancelled] Il a été abandonné
   *[reversed] Il a été annulé
} : il ne peut pas { $wanted ->
    [drafted-anew] être rédigé de nouveau
    [rehearsed] être simulé
    [approved] être approuvé
    [scheduled] être inscrit au calendrier
    [cancelled] être abandonné
    [withdrawn] être retiré
    [vested] prendre effet
   *[reversed] être annulé
}
transfer-error-no-gate = La condition « { $gate } » n’existe pas
transfer-error-gate-open = { $person } a déjà levé cette condition
transfer-next-list = Revenez à la liste des transferts et choisissez-en un.
transfer-next-colleague = Adressez-vous à un collègue qui y est habilité.
transfer-next-look = Ouvrez le transfert pour voir où il en est.
transfer-next-again = Ouvrez le transfert et relancez la simulation.
transfer-next-draft = Corrigez le projet et enregistrez-le de nouveau.
transfer-next-problems = { $more ->
    [0] Corrigez le projet et relancez la simulation.
    [one] Un autre point est à corriger. Corrigez le projet et relancez la simulation.
   *[other] { $more } autres points sont à corriger. Corrigez le projet et relancez la simulation.
}
transfer-error-written-meanwhile = Ce projet a été réécrit entre-temps, par un collègue ou dans une autre fenêtre. Rouvrez-le, regardez-le, et écrivez par-dessus si le vôtre doit valoir
