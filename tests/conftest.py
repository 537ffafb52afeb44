"""What every test may ask for."""

from tests.databases import (  # noqa: F401 - pytest finds fixtures by their names here
    database,
    database_url,
    postgres,
    postgres_database,
    postgres_url,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)
