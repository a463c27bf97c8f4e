-- The name of the service that a part is about, where it is about another's: a promise. And lists of one kind, by id.
ALTER TABLE inventory_part ADD COLUMN about TEXT;
ALTER TABLE catalogue_change ADD COLUMN about TEXT;
CREATE INDEX inventory_part_about ON inventory_part (about, id);
CREATE INDEX inventory_part_kind ON inventory_part (kind, id);
