# Ce que disent les pages sur les franchises. Chaque identifiant figure aussi dans franchises.en.ftl.

menu-franchises = Franchises
form-franchise-called = Au sein de la franchise
who-franchise-left = Resté en arrière
who-franchise-not-standing = La franchise n’est pas en vigueur ce jour-là : ce qu’elle détient doit être transféré.
who-franchise-led-by = { $body } dirige la franchise ce jour-là : ceci doit lui être transféré.

franchises-title = Franchises
franchises-lead = Une franchise est une petite structure que plusieurs organismes font vivre ensemble, pour les personnes qui traversent un même moment de vie ou appartiennent à un même groupe. L’un d’eux en est le chef de file et répond de l’ensemble.
franchises-now = Franchises au { $day }
franchises-none = Aucune franchise n’est en activité ni annoncée.
franchises-closed = Franchises closes
franchises-empty = Il n’y a pas encore de franchise. Un planificateur de transferts en crée une avec « portico franchise create ».
franchise-one = Franchise
franchise-serves = Public
franchise-lead = Chef de file
franchise-partners = Partenaires
franchise-when = Période
franchise-to-come = à venir
franchise-closed = close
franchise-alone = aucun partenaire
franchise-nobody = personne
franchise-unknown = Elle n’est plus connue depuis la version { $version } des données enregistrées. Voici ce que l’on en savait en dernier lieu.
franchise-life-event = Les personnes qui vivent ce moment :
franchise-segment = Les personnes du groupe « { $segment } »
franchise-charter = Charte
franchise-members = Chef de file et partenaires
franchise-body = Organisme
franchise-part = Rôle
franchise-part-lead = chef de file
franchise-part-partner = partenaire
franchise-journeys = Parcours proposés
franchise-journeys-none = Elle ne propose aucun parcours.
franchise-holds = Ce qu’elle assure pour les démarches
franchise-holds-lead = Son chef de file exerce ces fonctions pour elle, chacune en son propre nom en droit.
franchise-holds-none = Aucune fonction n’est exercée pour elle.
franchise-left-behind = à transférer : erroné à partir du { $day }
franchise-function = Fonction
franchise-budget = Budget et postes
franchise-budget-lead = Chaque ligne reste à l’organisme auquel elle appartient.
franchise-budget-none = Elle n’a ni ligne de budget ni poste.
franchise-line = Ligne
franchise-amount = Montant
franchise-family = D’où elle vient et ce qu’elle est devenue
franchise-came-from = Elle est issue de
franchise-became = Elle est devenue
franchise-family-none = Elle n’est issue d’aucune autre franchise, et aucune n’en est issue.
franchise-history = Ce que l’on savait, et quand
franchise-history-lead = Chaque version des données enregistrées qui a apporté du nouveau, la plus récente en premier. Rien n’est jamais écrasé.
franchise-version = Version { $version }
franchise-recorded = enregistrée le { $at }

# Ce qui a changé
franchise-change-recorded = { $ends ->
    [yes] Elle a été enregistrée : elle existe du { $from } au { $last }.
   *[no] Elle a été enregistrée : elle existe à partir du { $from }.
 }
franchise-change-renamed = Elle porte un autre nom.
franchise-change-serves = Elle s’adresse à un autre public : { $whom }.
franchise-change-charter = Sa charte est rédigée autrement.
franchise-change-instrument = Elle repose sur ce texte : { $instrument }.
franchise-change-begins = Son premier jour est le { $from }.
franchise-change-ends = { $ends ->
    [yes] Son dernier jour est le { $last }.
   *[no] Elle n’a plus de dernier jour.
 }
franchise-change-leads = { $ends ->
    [yes] { $body } en est le chef de file du { $from } au { $last }.
   *[no] { $body } en est le chef de file à partir du { $from }.
 }
franchise-change-joins = { $ends ->
    [yes] { $body } y participe du { $from } au { $last }.
   *[no] { $body } y participe à partir du { $from }.
 }
franchise-change-leads-until = { $ends ->
    [yes] { $body } en est le chef de file jusqu’au { $last }.
   *[no] { $body } en est le chef de file sans terme fixé.
 }
franchise-change-leaves = { $ends ->
    [yes] { $body } y participe jusqu’au { $last }.
   *[no] { $body } y participe sans terme fixé.
 }
franchise-change-never-led = { $body } n’en sera finalement pas le chef de file à partir du { $from }.
franchise-change-never-joined = { $body } n’y participera finalement pas à partir du { $from }.
franchise-change-offers = { $ends ->
    [yes] Elle propose le parcours « { $journey } » du { $from } au { $last }.
   *[no] Elle propose le parcours « { $journey } » à partir du { $from }.
 }
franchise-change-offers-until = { $ends ->
    [yes] Elle propose le parcours « { $journey } » jusqu’au { $last }.
   *[no] Elle propose le parcours « { $journey } » sans terme fixé.
 }
franchise-change-never-offered = Elle ne proposera finalement pas le parcours « { $journey } » à partir du { $from }.
franchise-change-forgotten = Elle n’est plus connue.
