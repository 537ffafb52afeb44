-- What the clock's tick asks for: all reports of one period, without reading those of every other.
CREATE INDEX report_of_period ON report (rule, period, unit);
