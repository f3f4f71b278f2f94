"""Contest data, journals and changes in one SQL database: SQLite by default, PostgreSQL for more.

The tables are declared as models beside what they are for; `tables` has them for statements.
"""
