-- An office's own form of a report can be sent in the chat: for the report of that code, '' every report.

ALTER TABLE sent_plan ADD COLUMN report {text} NOT NULL DEFAULT '';
