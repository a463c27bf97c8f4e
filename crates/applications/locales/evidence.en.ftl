# What pages of evidence say. Each id stands in evidence.fr.ftl too; a test compares them.

evidence-caption = Documents
evidence-wanted = It is asked for by:
evidence-ways = For this, one of these is enough:
evidence-only = For this, nothing else will do.
evidence-and = and
evidence-given = { $count ->
    [one] What you have given
   *[other] What you have given ({ $count } files)
}
evidence-view = View
evidence-replace = Replace
evidence-remove = Remove
evidence-before = You have given this before
evidence-before-help = You need not look for it again. Look whether it still holds, then use it here too.
evidence-before-given = Given on { $day }
evidence-use = Use this one
evidence-choose = Choose a file
evidence-another = Add another file
evidence-replacing = Choose a file in place of { $name }
evidence-hint = A PDF, or a photo or picture as JPEG or PNG, of at most { $most } MB. A photo from your telephone will do. You can give up to { $files } files in all, for everything that is asked for.
evidence-upload = Upload
evidence-full = You have given { $files } files, which is as many as one application holds. Remove one to give another.
evidence-others = Where you can remove one
evidence-others-of = { $label }{ $count ->
    [one] {" "}(one file)
   *[other] {" "}({ $count } files)
}
evidence-later = I do not have it now: go on without it
evidence-later-help = What you send is not held up. The bodies are told that it follows, and will say how to give it to them.
evidence-go-on = Go on without changing anything
evidence-kb = { $count } KB
evidence-mb = { $whole }.{ $tenths } MB
evidence-check = Documents that they will receive
evidence-case = Documents
evidence-to-follow = to follow
evidence-follows = Still to follow:
evidence-desk-title = Documents
evidence-desk-noted = It is noted who opens a document, and when.
evidence-desk-none = No documents came with this request.

evidence-mistake-empty = The file is empty. Choose another.
evidence-mistake-missing = Choose a file
evidence-unsent = Nothing was sent: this document is asked for first. You can give it now or later.
evidence-mistake-too-large = The file must be at most { $most } MB. Take a photo of a smaller size, or give fewer pages at once
evidence-mistake-type = The file must be a PDF, a JPEG or a PNG. What it is called does not matter: open it, and save or print it as a PDF
evidence-mistake-not-whole = The PDF is not whole: it was cut off, or it is something else. Open it, then save or print it as a PDF once more
evidence-mistake-locked = The PDF is locked with a password, so nobody who works on this could read it. Save or print it as a PDF without a password, or take a photo of it
evidence-mistake-damaged = The picture can’t be read. Take or save it again
evidence-mistake-pixels = The picture has too many pixels to be opened. Save it in a smaller size
evidence-mistake-too-much = One application holds at most { $files } files and { $most } MB. Remove one first, or choose a smaller file
evidence-mistake-infected = Our scanner has found something harmful in the file, so it was not kept. Choose another file
evidence-mistake-not-scanned = The file could not be checked for harmful software just now, so it was not kept. Nothing else is lost. Try again in a few minutes

problem-evidence-folder = The document can’t be opened just now
problem-evidence-folder-next = Try again later. If it stays so, tell whoever runs this service.
problem-evidence-not-taken = The document was not taken
problem-evidence-not-taken-next = Go back and choose another file.

journey-evidence = What services ask people to show
journey-evidence-none = None of its services asks for evidence.
journey-evidence-lists = { $service }: one of these is enough
journey-parts-evidence = { $count ->
    [one] Evidence
   *[other] Evidence ({ $count })
}
journey-part-evidence = Evidence
