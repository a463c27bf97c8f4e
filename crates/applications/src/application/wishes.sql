-- What the person wanted otherwise than the answers suggest, as a keyed digest: whether a key or a draft that is sent again
-- is sent with other wishes. Nothing for what was sent before this was kept.
ALTER TABLE application ADD COLUMN wishes {BLOB};
