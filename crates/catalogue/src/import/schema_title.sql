-- What an entry is sorted by in lists, in each language of the pages; empty where nobody has said it yet.
ALTER TABLE inventory_part ADD COLUMN title_en TEXT NOT NULL DEFAULT '';
ALTER TABLE inventory_part ADD COLUMN title_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogue_change ADD COLUMN title_en TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogue_change ADD COLUMN title_fr TEXT NOT NULL DEFAULT '';
CREATE INDEX inventory_part_title_en ON inventory_part (kind, title_en, id);
CREATE INDEX inventory_part_title_fr ON inventory_part (kind, title_fr, id);
-- Who is called so, whatever their source: the bodies of a page of services.
CREATE INDEX inventory_part_name ON inventory_part (name, kind)
