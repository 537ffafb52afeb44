-- Units whose summary everybody may read: since when and until when, and who switched it.

CREATE TABLE public_page (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    opened_at {int} NOT NULL,
    opened_by {int} REFERENCES person (id),
    closed_at {int},
    closed_by {int} REFERENCES person (id)
) {strict};
CREATE UNIQUE INDEX public_page_open ON public_page (unit) WHERE closed_at IS NULL;
