"""refusals -- a Redis that answers, and says no while a block runs.

    with refusals.full(redis.client()):
        …

The client must be able to speak to it before the block; it can within and after it.
"""
import contextlib


@contextlib.contextmanager
def full(client):
    """OOM: what adds is refused, nothing is evicted."""
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", "1kb")
    yield
    client.config_set("maxmemory", "0")


@contextlib.contextmanager
def read_only(client):
    """READONLY: a replica of nobody, which keeps what it has."""
    client.execute_command("REPLICAOF", "127.0.0.1", "1")
    yield
    client.execute_command("REPLICAOF", "NO", "ONE")


@contextlib.contextmanager
def locked(client):
    """NOAUTH, or WRONGPASS where there was a password: another one than all others know."""
    password = client.config_get("requirepass")["requirepass"]
    client.config_set("requirepass", "unknown")
    disconnected(client)
    yield
    client.config_set("requirepass", password)


@contextlib.contextmanager
def forbidden(client, command="xadd"):
    """NOPERM."""
    client.execute_command("ACL", "SETUSER", "default", f"-{command}")
    yield
    client.execute_command("ACL", "SETUSER", "default", f"+{command}")


def disconnected(client):
    """Every other connection is closed."""
    client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
