"""`python -m tools.services start` and `stop`."""

import sys

from tools.services import postgres, redis_server, search_server
from tools.services.keeping import BASE, ENV, HOME, Started, forget, remember, started
from tools.services.processes import end

STARTERS = (postgres.start, redis_server.start, search_server.start)


def start() -> None:
    """Start all three, print and keep the variables; nothing is left running when one of them fails."""
    if started():
        raise SystemExit(f"Already started: see {ENV.relative_to(BASE)}, or run make services-stop first")
    HOME.mkdir(parents=True, exist_ok=True)
    search_server.require()
    variables: dict[str, str] = {}
    try:
        for starter in STARTERS:
            variables |= starter(remember)
    except BaseException:
        stop()
        raise
    ENV.write_text("".join(f"export {name}={value}\n" for name, value in variables.items()))
    print(ENV.read_text(), end="")


def stop() -> None:
    """Stop exactly what `start` started, by process id, and remove its data."""
    for row in reversed(started()):
        _stop(row)
    forget()


def _stop(row: Started) -> None:
    if not end(row):
        print(f"{row.name} (process {row.pid}) had ended already")
    row.remove_data()


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]]()
