-- What a queue leaves out: the reports that are being corrected just now.
CREATE INDEX report_reopened ON report (id) WHERE state = 'reopened';
