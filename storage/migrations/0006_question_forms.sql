-- What a criteria set is filled in for: only 'criteria' says where a unit stands. 'form' is a periodic form of a level (the offices'
-- own report), 'questions' those of one ad hoc request, which nobody is asked but under the rule that names the set.
ALTER TABLE criteria_set ADD COLUMN purpose {text} NOT NULL DEFAULT 'criteria' CHECK (purpose IN ('criteria', 'form', 'questions'));

-- All answers to one request are read together.
CREATE INDEX report_rule ON report (rule);
