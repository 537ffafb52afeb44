-- What ended in trouble, found without reading what was sent.
CREATE INDEX outbox_trouble ON outbox (finished_at) WHERE state IN ('failed', 'blocked', 'unknown');
