-- Who gets a report besides the unit it is owed to: names with "; " between.

ALTER TABLE reporting_rule_version ADD COLUMN copies {text} NOT NULL DEFAULT '';
