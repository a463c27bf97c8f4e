# Ce que disent les pages communes, en français. Espaces insécables devant « : ; ? ! » et dans les guillemets.

language-name = Français
said = { $text }

# Le cadre de chaque page
skip-link = Aller au contenu principal
languages-label = Langue
navigation-label = Menu
signed-in-as = { $name }, { $role }
sign-out = Se déconnecter
demo-label = Démonstration
demo-tag = Démonstration
demo-text = Rien de ce que vous envoyez ici ne parvient à une véritable administration.
demo-clock = Dans cette démonstration, nous sommes le { $clock }.
demo-clock-link = Avancer l’horloge
footer-title = À propos de ce service
footer-accessibility = Accessibilité
footer-privacy = Données personnelles
footer-cookies = Cookies

# Formulaires
error-in-title = Erreur :
# Lu à haute voix devant l’erreur d’un champ ; un deux-points suit.
error-word = Erreur{"\u00A0"}
error-summary-title = Votre saisie comporte des erreurs
continue = Continuer
save-and-continue = Enregistrer et continuer
back = Retour
change = Modifier
yes = Oui
no = Non
none-given = Non renseigné
optional-label = { $label } (facultatif)
day-label = Jour
month-label = Mois
year-label = Année
characters-hint = Vous pouvez saisir jusqu’à { $max } caractères
# Le script compte : il met le nombre à la place de %{"{"}count{"}"}.
characters-left-one = Il vous reste %{"{"}count{"}"} caractère
characters-left-other = Il vous reste %{"{"}count{"}"} caractères
characters-none-left = Il ne vous reste aucun caractère
characters-over-one = Vous avez saisi %{"{"}count{"}"} caractère de trop
characters-over-other = Vous avez saisi %{"{"}count{"}"} caractères de trop
breadcrumbs-label = Fil d’Ariane
warning = Attention
important = Important
success = Opération réussie
contents = Sommaire
next-page = Page suivante
previous-page = Page précédente
pages-label = Pages

# Rôles
role-contact-agent = agent d’accueil
role-supplier-officer = agent instructeur
role-catalogue-manager = responsable du catalogue
role-transfer-planner = chargé des transferts
role-transfer-approver = approbateur des transferts
role-operator = exploitant

# Problèmes : ce qui s’est passé, et ce que la personne peut faire
problem-home = Aller à la page d’accueil du service
problem-not-found = Cette page est introuvable
problem-not-found-next = Vérifiez l’adresse. Si vous avez suivi le lien d’une démarche ou d’un dossier, ouvrez le lien que vous avez conservé, en entier.
problem-forbidden = Vous n’avez pas accès à cette page
problem-forbidden-next = Cette page est réservée à d’autres personnes. Si vous pensez devoir y accéder, adressez-vous à la personne qui vous y a renvoyé.
problem-other-role = Votre rôle ne donne pas accès à cette page
problem-other-role-next = Vous êtes bien connecté, mais cette page est réservée à un autre rôle. Déconnectez-vous puis reconnectez-vous avec le rôle voulu, ou adressez-vous à la personne qui gère les habilitations dans votre organisme.
problem-not-signed-in = Vous n’êtes pas connecté
problem-not-signed-in-next = Connectez-vous, puis recommencez.
problem-no-session = Nous ne savons pas de quelle démarche il s’agit
problem-no-session-next = Vous vous êtes peut-être absenté un moment, ou vous utilisez un autre navigateur. Si vous avez conservé le lien de votre démarche ou de votre dossier, ouvrez-le : il fonctionne dans tout navigateur. Sans ce lien, nous ne pouvons pas rouvrir ce que vous aviez commencé : recommencez depuis la page d’accueil. Ce qui a été envoyé reste envoyé : les organismes concernés le retrouvent grâce à votre récépissé.
problem-staff-off = L’espace des agents est fermé
problem-staff-off-next = Les agents pourront se connecter dès qu’un fournisseur d’identité aura été configuré. Si vous exploitez ce service, consultez le guide consacré à la connexion des agents.
problem-stale-form = Ce formulaire n’a pas été transmis et rien n’a été enregistré
problem-stale-form-next = Il est peut-être resté ouvert trop longtemps, ou votre navigateur n’accepte pas les cookies. Revenez en arrière, copiez ce que vous ne souhaitez pas saisir de nouveau, actualisez la page et envoyez le formulaire encore une fois.
problem-method-not-allowed = Cette page ne peut pas être utilisée ainsi
problem-method-not-allowed-next = Revenez en arrière, puis suivez un lien ou utilisez un bouton d’une page de ce service.
problem-too-large = Votre envoi est trop long
problem-too-large-next = Rien n’a été enregistré. Revenez en arrière, raccourcissez les textes les plus longs ou choisissez un fichier plus petit, et envoyez de nouveau le formulaire.
problem-media-type = Nous ne pouvons pas lire votre envoi
problem-media-type-next = Rien n’a été enregistré. Revenez en arrière et envoyez le formulaire depuis une page de ce service.
problem-bad-request = Nous ne comprenons pas cette demande
problem-bad-request-next = Vérifiez l’adresse, ou revenez en arrière et recommencez depuis une page de ce service.
problem-busy = Le service est très sollicité
problem-busy-next = Rien n’a été enregistré. Patientez quelques secondes, puis revenez en arrière et envoyez de nouveau le formulaire, ou actualisez cette page.
problem-outcome-unknown = Nous ne savons pas si votre envoi a été enregistré
problem-outcome-unknown-next = Revenez en arrière et envoyez de nouveau le même formulaire. Il ne sera pas pris en compte deux fois.
problem-erased = Ces informations ont été effacées
problem-erased-next = Elles ont été supprimées comme la loi l’exige ; personne ne peut les rétablir.
problem-internal = Le service rencontre un problème
problem-internal-next = Ce que vous avez enregistré aux pages précédentes est conservé. Réessayez plus tard.

# Les mêmes, pour qui écrit un client
problem-api-not-found = Il n’y a rien à cette adresse
problem-api-not-found-next = Vérifiez le chemin et les identifiants qu’il contient.
problem-api-method-not-allowed = Cette adresse n’accepte pas cette méthode
problem-api-method-not-allowed-next = L’en-tête Allow indique celles qu’elle accepte.
problem-api-media-type = Ce type de contenu n’est pas accepté ici
problem-api-media-type-next = Rien n’a été enregistré. Envoyez du JSON avec l’en-tête « content-type: application/json », ou un fichier avec « application/octet-stream » là où l’on en demande un.
problem-api-too-large = Le corps de la requête est trop long
problem-api-too-large-next = Rien n’a été enregistré. Raccourcissez les textes les plus longs, ou envoyez un fichier plus petit.
problem-api-bad-request = La requête est illisible
problem-api-bad-request-next = Vérifiez le chemin, les paramètres et les en-têtes.
problem-api-busy = Le service est très sollicité
problem-api-busy-next = Rien n’a été enregistré. Renvoyez la même requête après le nombre de secondes qu’indique l’en-tête Retry-After.
problem-api-outcome-unknown = Nous ne savons pas si cet envoi a été enregistré
problem-api-outcome-unknown-next = Renvoyez la même requête, avec la même clé Idempotency-Key s’il y en avait une : elle ne sera pas prise en compte deux fois.

## Les pages du pied de page

accessibility-title = Accessibilité
accessibility-1 = Chaque page fonctionne au clavier seul, sans script, sur 320 pixels de large et avec un texte deux fois plus grand. Nous vérifions chacune avec un outil automatique, en deux langues et deux largeurs.
accessibility-2 = Les outils automatiques ne trouvent qu’une partie des obstacles. Ces pages n’ont pas encore été essayées par des personnes qui utilisent chaque jour un lecteur d’écran ou une autre aide.
accessibility-3 = Si quelque chose vous gêne, dites-le à l’organisme concerné : il peut faire la même démarche avec vous par téléphone ou au guichet.
privacy-title = Protection des données
privacy-what = Ce que nous faisons de vos réponses
privacy-what-1 = Nous ne demandons que ce dont les services ont besoin, et chaque organisme ne reçoit que les réponses nécessaires à son service.
privacy-what-2 = Vos réponses sont scellées avec une clé qui vous est propre. Cette clé est elle-même scellée, et ce qui l’ouvre est conservé hors de la base de données. Vos réponses ne figurent dans aucun journal ni aucune adresse.
privacy-what-3 = Votre récépissé seul n’ouvre rien. Votre lien n’ouvre votre démarche qu’avec votre date de naissance.
privacy-what-4 = Les agents qui ouvrent votre dossier sont enregistrés, avec le motif qui les y autorise.
privacy-who = Qui est responsable
privacy-who-1 = Chaque organisme qui répond est responsable du traitement de ce qu’il reçoit de vous et de ce qu’il décide. La page de votre dossier l’indique à côté de chaque demande.
privacy-who-2 = L’exploitant de ce service est responsable du traitement de ce qui est conservé ici : ce que vous avez commencé, ce que vous avez envoyé et ce que les organismes en ont dit.
privacy-who-demo = Ceci est une démonstration : son exploitant est la personne qui l’a lancée, et aucun organisme public ne reçoit quoi que ce soit.
privacy-long = Durée de conservation
privacy-long-1 = Ce que vous avez commencé, ce que vous avez envoyé et ce que les organismes en ont dit restent ici aussi longtemps que ce service existe. Rien n’en est effacé automatiquement à ce jour.
privacy-long-2 = Il en va de même des mentions qui indiquent qui a fait quoi, et quand. Elles ne contiennent aucune de vos réponses.
privacy-long-3 = Ce que votre navigateur peut ouvrir est oublié deux heures après votre dernière visite, et au plus tard au bout d’une journée.
privacy-long-4 = Chaque organisme conserve ce qu’il a reçu selon ses propres règles. Adressez-vous à lui.
privacy-rights = Vos droits, et à qui vous adresser
privacy-rights-1 = Vous pouvez demander à consulter ce qui est conservé à votre sujet, à le faire rectifier ou effacer, ou à en faire limiter l’usage, et vous pouvez vous opposer à cet usage. Pour ce qu’il détient, adressez-vous à l’organisme indiqué à côté de votre demande ; pour ce qui est conservé ici, à l’exploitant de ce service. Indiquez votre récépissé : il suffit pour retrouver votre démarche.
privacy-rights-2 = Si la réponse ne vous satisfait pas, vous pouvez adresser une réclamation à l’autorité chargée de la protection des données dans votre pays.
cookies-title = Cookies
cookies-1 = Nous utilisons deux cookies. L’un retient la démarche en cours, jusqu’à deux heures après votre dernière visite et pendant une journée au plus. L’autre retient votre langue pendant un an.
cookies-2 = Tous deux sont nécessaires au fonctionnement de ces pages. Personne d’autre ne peut les lire, et nous ne mesurons rien avec eux.
cookies-3 = Les scripts des pages peuvent retenir dans votre navigateur, jusqu’à sa fermeture, les parties de page que vous avez ouvertes.

# Between a name and what it is
colon =  :
