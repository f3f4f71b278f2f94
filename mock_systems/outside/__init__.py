"""What other departments answer: police, schools."""

from mock_systems.outside import police, schools

__all__ = ["police", "schools"]
