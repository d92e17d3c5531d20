"""Full text over the searchable text of products: FTS5 on SQLite, a weighted tsvector on PostgreSQL.

The models cannot say this, so it is written out here, for databases made by `create_all`, and in the migration.
Both keep themselves up to date: whoever writes a row of product_search need not know of it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import DDL, ExecutableDDLElement, Table, event

from app.models.catalog import ProductSearch

FULL_TEXT: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE product_search_fts USING fts5(
            title, body, content='product_search', content_rowid='product_id',
            tokenize='unicode61 remove_diacritics 0', prefix='2 3'
        )
        """,
        """
        CREATE TRIGGER product_search_fts_added AFTER INSERT ON product_search BEGIN
            INSERT INTO product_search_fts (rowid, title, body) VALUES (new.product_id, new.title, new.body);
        END
        """,
        """
        CREATE TRIGGER product_search_fts_removed AFTER DELETE ON product_search BEGIN
            INSERT INTO product_search_fts (product_search_fts, rowid, title, body)
            VALUES ('delete', old.product_id, old.title, old.body);
        END
        """,
        """
        CREATE TRIGGER product_search_fts_changed AFTER UPDATE ON product_search BEGIN
            INSERT INTO product_search_fts (product_search_fts, rowid, title, body)
            VALUES ('delete', old.product_id, old.title, old.body);
            INSERT INTO product_search_fts (rowid, title, body) VALUES (new.product_id, new.title, new.body);
        END
        """,
    ),
    "postgresql": (
        """
        ALTER TABLE product_search ADD COLUMN document_fts tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
        ) STORED
        """,
        "CREATE INDEX ix_product_search_document_fts ON product_search USING gin (document_fts)",
    ),
}


def _ddl(statement: str, dialect: str) -> ExecutableDDLElement:
    element: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy's gap
    return element.execute_if(dialect=dialect)


def _arrange() -> None:
    table = ProductSearch.__table__
    assert isinstance(table, Table)  # noqa: S101  # SQLAlchemy types it wider than it is
    for dialect, statements in FULL_TEXT.items():
        for statement in statements:
            event.listen(table, "after_create", _ddl(statement, dialect))
    event.listen(table, "after_drop", _ddl("DROP TABLE product_search_fts", "sqlite"))


_arrange()
