-- Dossiers that wait for the level above are looked for by the day on which that is due, at every tick.

CREATE INDEX dossier_waiting_above ON dossier (state, second_by);
