"""Reads Parley's test vectors: the texts of a protocol, and exchanges to play against a server of it."""
import json, socket

def load(path):
    with open(path, encoding="utf-8") as file: vectors = json.load(file)
    assert (vectors["schema"], vectors["version"]) == ("parley-vectors", 1), "not vectors of version 1"
    return vectors

def texts(vectors):
    """(state, bytes, message or None) of every text; the state None: it is the server's."""
    for state, direction in [*vectors["client"].items(), (None, vectors["server"])]:
        yield from ((state, bytes.fromhex(one["hex"]), one["message"]) for one in direction["valid"])
        yield from ((state, bytes.fromhex(one["hex"]), one["read"]) for one in direction["invalid"])

def play(vectors, name, host, port):
    """Plays an example; AssertionError says where the server did something else."""
    example = next(one for one in vectors["examples"] if one["id"] == name)
    users = play(vectors, example["after"], host, port) if "after" in example else {}
    framing = {side: bytes.fromhex(one["terminator"]) for side, one in vectors["framing"].items()}
    for step in example["steps"]:
        if step["does"] == "connects": users[step["who"]] = socket.create_connection((host, port), 5).makefile("rwb", 0)
        for frame in step.get("sent", []): users[step["who"]].write(bytes.fromhex(frame["hex"]) + framing["client"])
        if step["does"] in ("closes", "resets"): users[step["who"]].close()
        for heard in step["hears"]:
            due, got = bytes.fromhex(heard["hex"]) + framing["server"], b""
            while len(got) < len(due) and (more := users[heard["who"]].read(len(due) - len(got))): got += more
            assert got == due, f"{name}: {heard['who']} heard {got!r} and not {due!r}"
        for who in step["closed"]: assert users[who].read(1) == b"", f"{name}: {who} is still connected"
    return users
