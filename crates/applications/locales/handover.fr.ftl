# Comment les dossiers en cours suivent un transfert. Chaque identifiant figure aussi dans handover.en.ftl.

door-transfers = Transferts de compétence
door-transfers-help = Ce qui passe d’un organisme à un autre, ce qui est à faire et ce qui en est attesté.
door-catalogue = Le catalogue
door-catalogue-help = Les imports de services : changements, approbation, publication, retour
door-handover = Ce que les transferts laissent aux agents
door-handover-help = Les demandes qu’un transfert n’a pas pu régler seul, chacune avec une personne désignée.

handover-title = Suivi des dossiers en cours
handover-foreseen = Ce transfert n’a pas pris effet. Voici ce que deviendraient les dossiers en cours s’il prenait effet maintenant ; ce qui sera transmis ou répondu d’ici là peut le changer.
handover-not-begun = Aucun dossier en cours n’avait à suivre ce transfert.
handover-empty = Aucune demande en cours n’était concernée.
handover-done = { $count ->
    [0] Terminé : aucune demande en cours n’était concernée.
    [one] Terminé : une demande en cours était concernée.
   *[other] Terminé : { $count } demandes en cours étaient concernées.
}
handover-running = { $seen ->
    [one] { $seen } demande a été traitée
   *[other] { $seen } demandes ont été traitées
} ; { $left ->
    [one] { $left } reste à examiner.
   *[other] { $left } restent à examiner.
}
handover-look-again = Actualiser
handover-sums = En nombre
handover-each = Chaque demande
handover-csv = Chaque demande, pour un tableur (CSV)
handover-json = Chaque demande, pour les machines (JSON)
handover-request = Demande
handover-receipt = Récépissé
handover-service = Démarche
handover-from = De
handover-to = À
handover-was = État
handover-fate = Suite donnée
handover-count = Demandes
handover-who = Organisme compétent
handover-due = Réponse attendue le
handover-due-before = Échéance avant
handover-due-after = Échéance après
handover-person = Suivie par
handover-addressed-before = Devait aller à
handover-addressed-after = Va à
handover-before-after = { $before } → { $after }
handover-state-now = désormais : { $state }
handover-state-held = en attente d’une autre
handover-state-queued = à transmettre
handover-state-asking = transmise, sans réponse : l’organisme est interrogé
handover-state-sent = transmise
handover-state-uncertain = réception incertaine
handover-state-stuck = bloquée
handover-state-referred = relèverait d’un autre organisme
handover-fate-follows = Le successeur répond
handover-fate-handed-over = Remise au système du successeur
handover-fate-finishes = Le prédécesseur la mène à terme
handover-fate-listed = Un agent décide
handover-tell = Son système ne prend pas d’avis : dites à { $before } qu’un autre organisme répond maintenant.
handover-tell-back = Son système ne prend pas d’avis : dites à { $after } que c’est de nouveau à lui de répondre.
handover-tell-answered = Un organisme qui l’avait avant a répondu : dites-le à { $after }, dont le système ne prend pas d’avis.
handover-pages = Pages de demandes
handover-first = Première page
handover-next-page = Page suivante

waiting-title = Ce que les transferts laissent aux agents
waiting-help = Les demandes qu’un transfert n’a pas pu régler seul. Chacune attend la personne que le transfert désigne.
waiting-own = Les demandes qu’un transfert n’a pas pu régler seul et qui vous attendent.
waiting-count = { $name } : { $count ->
    [one] une demande
   *[other] { $count } demandes
}
waiting-all = Tout le monde
waiting-empty = Rien n’attend personne.
waiting-open = Régler cette demande
waiting-settled = C’est réglé
handover-not-theirs = Cette demande attend quelqu’un d’autre
handover-settled-already = C’est déjà réglé
handover-still-open = Cette demande est encore ouverte : réglez la demande elle-même, et elle n’attendra plus ici
problem-no-form = Rien n’a été dit de cette demande, et rien n’a été modifié
problem-no-form-next = Revenez à la demande et utilisez l’un de ses boutons.
handover-next = Revenez à ce qui attend et choisissez autre chose.

event-left = La demande reste auprès de { $body } : une personne en a décidé ainsi
event-given = { $body } : cet organisme répond à partir de ce jour, une personne en a décidé ainsi. Vous n’avez rien à renvoyer
decide-open = Décider de cette demande
decide-title = Décidez qui poursuit cette demande
decide-begun = { $body } a commencé à la traiter : elle n’a donc pas été transférée d’elle-même.
decide-leave = La laisser à { $body }
decide-leave-hint = Cet organisme continue de répondre de cette demande, et de celle-là seulement.
decide-give = La confier à { $body }
decide-give-hint = L’organisme qui répond aujourd’hui de ce service ici. Il reçoit tout ce qu’il y a ; l’accusé de réception et la date limite de réponse restent les mêmes.
decide-none = Choisissez qui poursuit la demande
decide-send = Décider
decided = Réglé
decided-left = Laissée à { $body }
decided-given = Confiée à { $body }
decided-settled = Réglé
waiting-done = Réglé récemment
settle-left-to = Un transfert a laissé cette demande à { $person }, qui décide.
