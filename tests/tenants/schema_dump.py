"""Owns the comparison of two schemas: everything the catalogue knows of them, with their names taken out."""

from django.db import connection

QUERIES = (
    "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, character_maximum_length::text,"
    " is_identity FROM information_schema.columns WHERE table_schema = %s",
    "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = %s::regnamespace",
    "SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "SELECT 'sequence', sequence_name, data_type FROM information_schema.sequences WHERE sequence_schema = %s",
)


def schema_dump(schema: str) -> set[tuple[str, ...]]:
    """Columns, constraints, indexes and sequences of a schema as comparable rows."""
    rows: set[tuple[str, ...]] = set()
    with connection.cursor() as cursor:
        for query in QUERIES:
            cursor.execute(query, [schema])
            rows |= {tuple(str(cell).replace(schema, "PRISON") for cell in row) for row in cursor.fetchall()}
    return rows
