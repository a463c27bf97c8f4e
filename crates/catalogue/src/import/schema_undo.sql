-- Which import another takes back, and where nothing begins any more: the day from which on what goes on was said.
ALTER TABLE catalogue_import ADD COLUMN takes_back TEXT;
ALTER TABLE catalogue_change ADD COLUMN resumes TEXT;
CREATE INDEX catalogue_import_takes_back ON catalogue_import (takes_back)
