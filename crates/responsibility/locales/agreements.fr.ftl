# Ce que dit la page sur les conventions et les pouvoirs des agents. Chaque identifiant figure aussi dans agreements.en.ftl.

menu-agreements = Conventions et délégations
agreements-title = Conventions et délégations aux agents
agreements-lead = Ce qu’un organisme fait pour un autre : combien, à quel niveau de service, qui établit les prévisions, et ce que la convention laisse de côté. Plus bas, les agents qui peuvent décider pour un organisme.
agreements-day = À quelle date
agreements-now = Conventions au { $day }
agreements-none = Aucune convention n’est en vigueur ce jour-là ni à venir.
agreements-empty = Aucune convention n’est enregistrée.
agreements-ended = Conventions arrivées à leur terme
agreements-to-come = à venir
agreements-provider = Qui s’en charge
agreements-client = Pour qui
agreements-services = Démarches
agreements-all-channels = tous
agreements-volume = Volume mensuel
agreements-volume-of = { $count }
agreements-forecast-by = prévisions : { $body }
agreements-nobody-forecasts = personne n’établit de prévision
agreements-standard = Niveau de service
agreements-unsaid = non précisé
agreements-lacks = Ce qui lui manque
agreements-lacks-nothing = rien
agreements-nothing-follows = une suite à compter du { $on }
agreements-seams = Là où des organismes travaillent les uns pour les autres sans convention

powers-now = Délégations au { $day }
powers-lead = Lorsqu’un organisme a précisé par écrit qui peut décider, seuls ces agents accordent ou refusent à son guichet. Sinon, chacun de ses agents le peut.
powers-none = Aucun agent n’a de délégation ce jour-là ni à venir.
powers-empty = Aucune délégation n’est enregistrée.
powers-ended = Délégations arrivées à leur terme
powers-officer = Agent
powers-body = Décide pour
powers-what = Quoi
powers-everything = tout ce qu’il décide
