"""What every part of a case script is: of a fixed shape."""

from pydantic import BaseModel

from scenarios.reading.points import STRICT


class Part(BaseModel):
    """A part of a script: unknown keys and wrong types are refused."""

    model_config = STRICT
