"""Package doc."""
NAME = "pkg name"
from . import a
