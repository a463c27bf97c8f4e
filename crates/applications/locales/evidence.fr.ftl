# Ce que disent les pages des justificatifs. Chaque identifiant figure aussi dans evidence.en.ftl ; un test les compare.

evidence-caption = Justificatifs
evidence-wanted = Ce document est demandé pour :
evidence-ways = Pour cette demande, l’un de ces choix suffit :
evidence-only = Pour cette demande, rien d’autre ne convient.
evidence-and = et
evidence-given = { $count ->
    [one] Ce que vous avez fourni
   *[other] Ce que vous avez fourni ({ $count } fichiers)
}
evidence-view = Voir
evidence-replace = Remplacer
evidence-remove = Retirer
evidence-before = Vous avez déjà fourni ce document
evidence-before-help = Vous n’avez pas à le rechercher. Regardez s’il est toujours valable, puis utilisez-le ici aussi.
evidence-before-given = Fourni le { $day }
evidence-use = Utiliser celui-ci
evidence-choose = Choisissez un fichier
evidence-another = Ajouter un autre fichier
evidence-replacing = Choisissez un fichier à la place de { $name }
evidence-hint = Un PDF, ou une photo ou image au format JPEG ou PNG, de { $most } Mo au plus. Une photo prise avec votre téléphone convient. Vous pouvez fournir { $files } fichiers au plus en tout, pour l’ensemble des pièces demandées.
evidence-upload = Téléverser
evidence-full = Vous avez fourni { $files } fichiers, le maximum pour une démarche. Retirez-en un pour en fournir un autre.
evidence-others = Où vous pouvez en retirer un
evidence-others-of = { $label }{ $count ->
    [one] {" "}(un fichier)
   *[other] {" "}({ $count } fichiers)
}
evidence-later = Je ne l’ai pas maintenant : continuer sans lui
evidence-later-help = Votre envoi n’en est pas retardé. Les organismes savent que le document suivra et vous diront comment le leur remettre.
evidence-go-on = Continuer sans rien changer
evidence-kb = { $count } Ko
evidence-mb = { $whole },{ $tenths } Mo
evidence-check = Documents qu’il recevra
evidence-case = Documents
evidence-to-follow = à suivre
evidence-follows = Encore attendu :
evidence-desk-title = Documents
evidence-desk-noted = Il est consigné qui ouvre un document, et quand.
evidence-desk-none = Aucun document n’accompagne cette demande.

evidence-mistake-empty = Le fichier est vide. Choisissez-en un autre.
evidence-mistake-missing = Choisissez un fichier
evidence-unsent = Rien n’a été envoyé : ce document est demandé d’abord. Vous pouvez le fournir maintenant ou plus tard.
evidence-mistake-too-large = Le fichier doit faire { $most } Mo au plus. Prenez une photo plus petite, ou fournissez moins de pages à la fois
evidence-mistake-type = Le fichier doit être un PDF, un JPEG ou un PNG. Son nom n’importe pas : ouvrez-le, puis enregistrez-le ou imprimez-le en PDF
evidence-mistake-not-whole = Le PDF n’est pas complet : il a été coupé, ou c’est autre chose. Ouvrez-le, puis enregistrez-le ou imprimez-le à nouveau en PDF
evidence-mistake-locked = Le PDF est protégé par un mot de passe : les personnes qui traitent la demande ne pourraient pas le lire. Enregistrez-le ou imprimez-le en PDF sans mot de passe, ou prenez-le en photo
evidence-mistake-damaged = L’image ne peut pas être lue. Prenez-la ou enregistrez-la à nouveau
evidence-mistake-pixels = L’image a trop de pixels pour être ouverte. Enregistrez-la dans une taille plus petite
evidence-mistake-too-much = Une démarche contient au plus { $files } fichiers et { $most } Mo. Retirez-en un d’abord, ou choisissez un fichier plus petit
evidence-mistake-infected = Notre analyse a trouvé un élément dangereux dans le fichier : il n’a pas été conservé. Choisissez un autre fichier
evidence-mistake-not-scanned = L’absence de logiciel malveillant n’a pas pu être vérifiée pour l’instant : le fichier n’a pas été conservé. Rien d’autre n’est perdu. Réessayez dans quelques minutes

problem-evidence-folder = Le document ne peut pas être ouvert pour l’instant
problem-evidence-folder-next = Réessayez plus tard. Si cela persiste, prévenez le responsable de ce service.
problem-evidence-not-taken = Le document n’a pas été accepté
problem-evidence-not-taken-next = Revenez en arrière et choisissez un autre fichier.

journey-evidence = Ce que les services demandent de montrer
journey-evidence-none = Aucun de ses services ne demande de justificatif.
journey-evidence-lists = { $service } : l’un de ces choix suffit
journey-parts-evidence = { $count ->
    [one] Justificatif
   *[other] Justificatifs ({ $count })
}
journey-part-evidence = Justificatif
