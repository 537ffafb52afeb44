"""The statements that differ between SQLite and PostgreSQL, side by side. SQLite has one writer and needs no locks."""

from __future__ import annotations

_SESSION = "SELECT state, screen_message, blocked FROM session WHERE channel = :channel AND address = :address"

LOAD_SESSION = {"sqlite": _SESSION, "postgresql": f"{_SESSION} FOR UPDATE"}

LOCK_NEW_SESSION = "SELECT pg_advisory_xact_lock(hashtextextended(:channel || '/' || :address, 5262019))"
"""PostgreSQL only. Where there is no row to lock yet, two first updates of one chat are ordered by this."""

_DUE = """
    SELECT o.id FROM outbox AS o
    WHERE o.finished_at IS NULL AND o.state <> 'sending' AND o.next_at <= :now
        AND o.priority <= :priority
        AND (o.leased_until IS NULL OR o.leased_until < :now)
        AND (CAST(:channel AS TEXT) = '' OR o.channel = :channel)
        AND (CAST(:address AS TEXT) = '' OR o.address = :address)
        AND (o.key IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM outbox AS e
            WHERE e.channel = o.channel AND e.address = o.address AND e.id < o.id
                AND e.finished_at IS NULL AND e.key IS NULL AND (e.kind <> 'file' OR o.kind = 'file')
                AND (e.next_at > :now OR (e.leased_until >= :now AND e.leased_by <> :worker))
        ))
    ORDER BY o.priority, o.id LIMIT :limit
"""
_CLAIM = """
UPDATE outbox SET leased_by = :worker, leased_until = :until, attempts = attempts + 1
WHERE id IN ({due}) AND state IN ('queued', 'retrying')
RETURNING id, channel, address, kind, priority, body, key, revision, attempts, created_at, guard
"""

CLAIM_DUE = {
    "sqlite": _CLAIM.format(due=_DUE),
    # MATERIALIZED: the locking query runs once, so that no more than :limit rows are locked
    "postgresql": "WITH due AS MATERIALIZED ({due} FOR UPDATE OF o SKIP LOCKED) {claim}".format(
        due=_DUE, claim=_CLAIM.format(due="SELECT id FROM due")
    ),
}
"""What is due and in nobody's hand, unless something before it in its conversation must wait or is in another hand."""

LOCK_CLAIMS = "SELECT pg_advisory_xact_lock(5262020)"
"""PostgreSQL only. Two workers that claim at one moment could share the rows of one conversation out of order."""

LOCK_MONEY = "SELECT pg_advisory_xact_lock(5262021)"
"""PostgreSQL only. Two who move the same money at one moment would both find it there."""

APPEND_AUDIT = {
    "sqlite": """
        INSERT INTO audit (chain, number, at, person, act, subject, detail, previous, digest)
        VALUES (
            :chain,
            coalesce((SELECT max(number) FROM audit WHERE chain = :chain), 0) + 1,
            :at, :person, :act, :subject, :detail,
            coalesce((SELECT digest FROM audit WHERE chain = :chain ORDER BY number DESC LIMIT 1), ''),
            sha256_hex(
                coalesce((SELECT digest FROM audit WHERE chain = :chain ORDER BY number DESC LIMIT 1), '') || :entry
            )
        )
    """,
    "postgresql": """
        WITH last AS (
            INSERT INTO audit_chain AS c (chain, number, previous, digest)
            VALUES (:chain, 1, '', encode(sha256(convert_to(:entry, 'UTF8')), 'hex'))
            ON CONFLICT (chain) DO UPDATE SET
                number = c.number + 1,
                previous = c.digest,
                digest = encode(sha256(convert_to(c.digest || :entry, 'UTF8')), 'hex')
            RETURNING number, previous, digest
        )
        INSERT INTO audit (chain, number, at, person, act, subject, detail, previous, digest)
        SELECT :chain, number, CAST(:at AS BIGINT), CAST(:person AS BIGINT), :act, :subject, :detail, previous, digest
        FROM last
    """,
}
"""One statement: the new entry's digest covers the last one's. On PostgreSQL the chain's row orders its writers. On
SQLite INSERT … SELECT from the same table would copy what it selects into a table of its own, which costs a half more.
"""
