# Ce que le serveur dit lui-même en français.

nav-services = Démarches
nav-responsibility = Qui est compétent
nav-staff = Espace des agents
nav-desk = Demandes à traiter
nav-cases = Trouver un dossier
nav-uncertain = Demandes incertaines
nav-transfers = Transferts
