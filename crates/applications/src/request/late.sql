-- What a body has not answered by the day it promised is looked for by that day.
CREATE INDEX request_late ON request (due, id)
    WHERE due IS NOT NULL AND state IN ('queued', 'sent', 'uncertain', 'stuck', 'referred');
