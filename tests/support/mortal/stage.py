"""A database that is set anew for every life: much cheaper on a server than a copy of it for each."""

from sqlalchemy import NullPool, create_engine, text

from app.models import Base

_KEPT = "souk_tests_kept"
_COLUMNS = text(
    "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns "
    "WHERE table_schema = 'public' AND table_name = :name AND is_generated = 'NEVER'"
)


class Stage:
    """A filled database of PostgreSQL's. What it holds now is what `set` brings back."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url, poolclass=NullPool)
        self._back: list[str] = []
        with self._engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {_KEPT}"))
            for table in Base.metadata.sorted_tables:
                name = f'"{table.name}"'
                columns = connection.scalar(_COLUMNS, {"name": table.name})
                copy = f"CREATE TABLE {_KEPT}.{name} AS SELECT {columns} FROM public.{name}"  # noqa: S608  # our own names
                kept = connection.execute(text(copy))
                if kept.rowcount:
                    into = f"INSERT INTO public.{name} ({columns}) OVERRIDING SYSTEM VALUE"
                    self._back.append(f"{into} SELECT {columns} FROM {_KEPT}.{name}")  # noqa: S608  # see above

    def set(self) -> None:
        """Take away what a life has left, and bring back what was there before it."""
        with self._engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            for statement in self._back:
                connection.execute(text(statement))
