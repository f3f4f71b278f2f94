"""The program's words an answer key was made with, so that another version marks with the same."""

import hashlib

import sqlalchemy as sa
from alembic import op

from grader import canonical
from scenarios.casting.words import vocabulary

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "vocabulary",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.add_column("answer_key", sa.Column("vocabulary_hash", sa.String(64), nullable=True))
    _give_words_to_older_keys()
    with op.batch_alter_table("answer_key") as answer_key:
        answer_key.alter_column("vocabulary_hash", existing_type=sa.String(64), nullable=False)
        answer_key.create_foreign_key(
            "answer_key_vocabulary_hash_fkey", "vocabulary", ["vocabulary_hash"], ["hash"]
        )


def _give_words_to_older_keys() -> None:
    """Those of this version: until now every version used its own for all of them."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM answer_key LIMIT 1")).first() is None:
        return
    words = canonical(vocabulary())
    kept = {"hash": hashlib.sha256(words.encode()).hexdigest(), "words": words}
    connection.execute(sa.text("INSERT INTO vocabulary (hash, words) VALUES (:hash, :words)"), kept)
    connection.execute(sa.text("UPDATE answer_key SET vocabulary_hash = :hash"), kept)
