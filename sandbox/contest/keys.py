"""Answer keys: the compiled script of each variant that was ever worked, as it was worked.

A later version of the program marks with the key, and the words, of the version that opened the
attempt.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select

from grader import canonical
from mock_systems.world import Nothing
from sandbox.store.engine import unless_there
from sandbox.store.tables import ANSWER_KEY, ATTEMPT, VOCABULARY
from scenarios.casting.words import OF_THE_STORY, vocabulary
from scenarios.playing.rehearse import Stage
from scenarios.shelf import all_cases

_key = (
    select(ANSWER_KEY.c.compiled, VOCABULARY.c.words)
    .join(VOCABULARY)
    .where(
        ANSWER_KEY.c.script_hash == bindparam("script_hash"),
        ANSWER_KEY.c.variant == bindparam("variant"),
    )
)
_kept = select(
    exists().where(
        ANSWER_KEY.c.script_hash == bindparam("script_hash"),
        ANSWER_KEY.c.variant == bindparam("variant"),
    ),
    exists().where(VOCABULARY.c.hash == bindparam("vocabulary_hash")),
)
_as_kept = select(ANSWER_KEY.c.compiled, ANSWER_KEY.c.vocabulary_hash).where(
    ANSWER_KEY.c.script_hash == bindparam("script_hash"),
    ANSWER_KEY.c.variant == bindparam("variant"),
)


def answer_key(connection: Connection, script_hash: str, variant: int) -> Mapping[str, Any]:
    """The compiled script an attempt is marked by."""
    wanted = {"script_hash": script_hash, "variant": variant}
    compiled, words = connection.execute(_key, wanted).one()
    key = json.loads(compiled)
    return {**key, "words": {**_read(words), **key["words"]}}


@lru_cache(8)
def _read(words: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(words)
    return read


def keep_answer_key(connection: Connection, stage: Stage) -> None:
    """Keep the compiled script of a variant, made for its first attempt only, with the words that
    this version of the program has for it: a later one marks with the same."""
    words, vocabulary_hash = _own_words()
    variant = {"script_hash": stage.script.digest, "variant": stage.variant}
    key = {**variant, "vocabulary_hash": vocabulary_hash}
    known_key, known_words = connection.execute(_kept, key).one()
    if known_key:
        return
    dialect = connection.dialect.name
    if not known_words:
        new_words = unless_there(dialect, VOCABULARY, "hash")
        connection.execute(new_words, {"hash": vocabulary_hash, "words": words})
    new_key = unless_there(dialect, ANSWER_KEY, *variant)
    connection.execute(new_key, {**key, "compiled": compiled_key(stage)})


def keeps_own_key(connection: Connection, stage: Stage) -> bool:
    """Keep the answer key of a variant, and whether what is kept is this program's: whoever can add
    rows and knows what will be drawn could have kept another before."""
    keep_answer_key(connection, stage)
    variant = {"script_hash": stage.script.digest, "variant": stage.variant}
    kept = connection.execute(_as_kept, variant).one()
    return tuple(kept) == (compiled_key(stage), _own_words()[1])


def is_worked(connection: Connection, stage: Stage) -> bool:
    """Whether somebody has begun a variant."""
    same = (ATTEMPT.c.script_hash == stage.script.digest, ATTEMPT.c.variant == stage.variant)
    return bool(connection.execute(select(exists().where(*same))).scalar())


def compiled_key(stage: Stage) -> str:
    """The answer key of a variant as this program keeps it."""
    return own_key(stage.compiled)


def own_key(compiled: Mapping[str, Any]) -> str:
    """An answer key with the words of its own story alone. One of before papers had names has none of them."""
    words = compiled["words"]
    own = {name: words[name] for name in OF_THE_STORY if name in words}
    return canonical({**compiled, "words": own})


def key_here(script_hash: str, variant: int) -> str | None:
    """The answer key this program makes of a variant; None where it has not got the script."""
    same = (each for each in all_cases().values() if each.digest == script_hash)
    script = next(same, None)
    return compiled_key(Stage(script, variant, Nothing())) if script else None


@cache
def _own_words() -> tuple[str, str]:
    """The vocabulary of this program as it is kept, and its hash."""
    words = canonical(vocabulary())
    return words, words_hash(words)


def key_hash(compiled: str | None, vocabulary_hash: str | None) -> str:
    """The hash of an answer key, of the words it is read with as well; empty where it is gone."""
    if compiled is None:
        return ""
    return hashlib.sha256(f"{vocabulary_hash}\n{compiled}".encode()).hexdigest()


def words_hash(words: str) -> str:
    """What the words of a version of the program are kept by."""
    return hashlib.sha256(words.encode()).hexdigest()
