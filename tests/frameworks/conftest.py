"""The house of the end-to-end tests, and its law."""
from e2e.conftest import house, law  # noqa: F401  pytest finds fixtures by name
