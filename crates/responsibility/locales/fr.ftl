# Ce que disent les pages sur les compétences. Chaque identifiant figure aussi dans en.ftl.

## Ruptures

seam-split = { $accountable } en répond, alors que { $worker } assure { $function }. Il manque entre eux : { $missing }.
seam-split-next = Convenez-en par écrit : le volume mensuel, le niveau de service et l’organisme chargé des prévisions.
seam-capacity-elsewhere = { $worker } assure { $function }, mais les postes correspondants relèvent de { $posts-with }.
seam-capacity-elsewhere-next = Transférez les postes avec l’activité, ou précisez dans une convention qui les met à disposition.
seam-gap = Personne n’assure { $function }.
seam-gap-next = Désignez un organisme compétent pour ce territoire et cette période.
seam-agreement-ends = La convention « { $agreement } » prend fin le { $on }.
seam-agreement-ends-next = Renouvelez-la, ou transférez l’activité avant cette date.
seam-instrument-ends = « { $instrument } » cesse de produire effet le { $on }, alors que ce qui en découle se poursuivrait.
seam-instrument-ends-next = Indiquez le nouveau fondement à compter de cette date, ou mettez-y fin ce jour-là.
seam-contact-moved = { $contact } assure le contact avec le public, sans avoir reçu : { $left }.
seam-contact-moved-next = Donnez-lui ce qui lui manque, ou rendez le contact à l’organisme d’origine.
seam-not-accredited = { $holder } intervient pour le compte d’autrui sans convention.
seam-not-accredited-next = Concluez une convention entre cet organisme et celui qui répond du service.
seam-franchise-ill-held = { $holder } intervient pour une franchise qui est close ou dont un autre organisme est chef de file.
seam-franchise-ill-held-next = Confiez la fonction au chef de file d’une franchise en activité, ou rendez-la à un organisme.
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
