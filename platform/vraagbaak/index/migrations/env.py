"""Alembic's entry: it runs on the connection that vraagbaak.index.migrate hands over."""

from alembic import context

from vraagbaak.index.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    # The caller holds the lock and the transaction; both end together.
    transaction_per_migration=False,
)
context.run_migrations()
