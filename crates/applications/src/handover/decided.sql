-- Who settled what a vesting had left to a person, what they decided, and from which day another body has the request.
ALTER TABLE handover_item ADD COLUMN settled_by TEXT;
ALTER TABLE handover_item ADD COLUMN decided TEXT;
ALTER TABLE handover_item ADD COLUMN given_on TEXT;
CREATE INDEX handover_item_settled ON handover_item (person, settled_at) WHERE settled_at IS NOT NULL;
