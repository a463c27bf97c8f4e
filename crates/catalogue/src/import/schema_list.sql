-- Lists by title and by id over what nothing has replaced: however much was replaced or taken back, a page costs the same.
DROP INDEX inventory_part_title_en;
DROP INDEX inventory_part_title_fr;
DROP INDEX inventory_part_kind;
CREATE INDEX inventory_part_title_en ON inventory_part (kind, title_en, id, since) WHERE until IS NULL AND title_en <> '';
CREATE INDEX inventory_part_title_fr ON inventory_part (kind, title_fr, id, since) WHERE until IS NULL AND title_fr <> '';
CREATE INDEX inventory_part_kind ON inventory_part (kind, id, since) WHERE until IS NULL AND title_en <> '';
-- What is being replaced stands until the edition is there.
CREATE INDEX inventory_part_until ON inventory_part (kind, until, id, title_en, title_fr) WHERE until IS NOT NULL
