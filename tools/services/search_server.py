"""Fetches the vendor's own Elasticsearch core through Maven, checks it, and starts one or several nodes of it."""

import hashlib
import os
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

from tools.services.keeping import Remember, Started
from tools.services.processes import born, folder, free_ports, hand_over, unprivileged

VERSION = "8.19.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "c4b08b70523700efde9f3e4c9287229f085c2c0db1efca5c6a7d65abbdb9f2e1"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "skolebro"
ARCHIVE = CACHE / f"elasticsearch-{VERSION}.zip"
OLDEST_JAVA = 17
HEAP_MB = int(os.environ.get("ELASTICSEARCH_HEAP_MB", "512"))


def require() -> None:
    """Say what is missing before anything is started."""
    java_home()
    if not ARCHIVE.is_file() and shutil.which("mvn") is None:
        raise SystemExit("Maven is needed to fetch Elasticsearch. On Debian or Ubuntu: apt-get install maven")


def java_home() -> Path:
    """The Java to run with: 17 or newer."""
    found = os.environ.get("ES_JAVA_HOME") or os.environ.get("JAVA_HOME")
    program = Path(found) / "bin" / "java" if found else Path(shutil.which("java") or "")
    if not program.is_file():
        raise SystemExit("Java is needed for Elasticsearch. On Debian or Ubuntu: apt-get install default-jre-headless")
    said = subprocess.run([str(program), "-version"], capture_output=True, text=True, check=True).stderr
    version = said.split('"')[1].split(".")[0].split("-")[0] if '"' in said else "0"
    if int(version) < OLDEST_JAVA:
        raise SystemExit(f"Elasticsearch needs Java {OLDEST_JAVA} or newer; {program} is {version}")
    return program.resolve().parent.parent


def archive() -> Path:
    """The server's zip file from the cache, fetched when it is not there; refused when it is not the one we know."""
    if not ARCHIVE.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"Fetching Elasticsearch {VERSION} (97 MB) …", flush=True)
        copy = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={CACHE}"]
        if subprocess.run(copy, check=False).returncode or not ARCHIVE.is_file():
            raise SystemExit("Maven could not fetch Elasticsearch; its message stands above")
    with ARCHIVE.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    if checksum != SHA256:
        ARCHIVE.unlink()
        raise SystemExit(f"{ARCHIVE} has the checksum {checksum}, not {SHA256}: removed, please start again")
    return ARCHIVE


def unpack(place: Path) -> Path:
    """The server's files in a folder of ours, executable ones marked."""
    with zipfile.ZipFile(archive()) as packed:
        packed.extractall(place)
    home = place / f"elasticsearch-{VERSION}"
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    hand_over(place, *place.rglob("*"))
    return home


class Node:
    """One server process: own settings, data and ports."""

    def __init__(self, home: Path, name: str, ports: tuple[int, int], *, heap_mb: int = HEAP_MB) -> None:
        self.home, self.name, self.heap_mb = home, name, heap_mb
        self.port, self.transport_port = ports
        self.place = home.parent / name
        self.pid = 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def configure(self, cluster: "list[Node]") -> None:
        """Write its settings: alone, or as one of a cluster."""
        for part in ("config", "data", "logs"):
            shutil.rmtree(self.place / part, ignore_errors=True)
        shutil.copytree(self.home / "config", self.place / "config")
        for part in ("data", "logs"):
            (self.place / part).mkdir()
        facts = {
            "cluster.name": f"skolebro-{self.home.parent.name}",
            "node.name": self.name,
            "path.data": str(self.place / "data"),
            "path.logs": str(self.place / "logs"),
            "http.host": "127.0.0.1",
            "http.port": str(self.port),
            "transport.host": "127.0.0.1",
            "transport.port": str(self.transport_port),
            "xpack.security.enabled": "false",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **_discovery(cluster),
        }
        lines = "".join(f"{name}: {value}\n" for name, value in facts.items())
        (self.place / "config" / "elasticsearch.yml").write_text(lines)
        hand_over(self.place, *self.place.rglob("*"))

    def begin(self) -> "subprocess.Popen[bytes]":
        """Start in the background; the command returned ends when the node answers."""
        environment = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(java_home()),
            "ES_PATH_CONF": str(self.place / "config"),
            "ES_JAVA_OPTS": f"-Xms{self.heap_mb}m -Xmx{self.heap_mb}m",
            "ES_TMPDIR": str(self.place / "logs"),
        }
        command = [*unprivileged(), str(self.home / "bin" / "elasticsearch"), "-d", "-p", str(self._pid_file)]
        with (self.place / "start.log").open("ab") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=self.place)

    def began(self, command: "subprocess.Popen[bytes]") -> None:
        """Wait for the start and read the process id."""
        if command.wait(timeout=180) or not self._pid_file.is_file():
            raise SystemExit(f"Elasticsearch did not start:\n{(self.place / 'start.log').read_text()[-2000:]}")
        self.look_for_pid()

    def look_for_pid(self) -> None:
        """The process id that the server wrote down."""
        if self._pid_file.is_file():
            self.pid = int(self._pid_file.read_text())

    @property
    def _pid_file(self) -> Path:
        return self.place / "data" / "pid"

    def as_started(self, data: str = "") -> Started:
        """What is needed to end it."""
        return Started("Elasticsearch", self.pid, born(self.pid), data or str(self.place), signal.SIGTERM)


def _discovery(cluster: list[Node]) -> dict[str, str]:
    if len(cluster) < 2:
        return {"discovery.type": "single-node"}
    seeds = ", ".join(f'"127.0.0.1:{node.transport_port}"' for node in cluster)
    names = ", ".join(f'"{node.name}"' for node in cluster)
    return {"discovery.seed_hosts": f"[{seeds}]", "cluster.initial_master_nodes": f"[{names}]"}


def nodes(number: int, place: Path, *, heap_mb: int = HEAP_MB) -> list[Node]:
    """So many nodes of one cluster, configured and not yet running."""
    home, ports = unpack(place), free_ports(2 * number)
    made = [Node(home, f"node-{n}", (ports[2 * n], ports[2 * n + 1]), heap_mb=heap_mb) for n in range(number)]
    for node in made:
        node.configure(made)
    return made


def start(remember: Remember) -> dict[str, str]:
    """Start one node; gives the variable."""
    place = folder("elasticsearch")
    [node] = nodes(1, place)
    try:
        node.began(node.begin())
    finally:
        node.look_for_pid()
        if node.pid:
            remember(node.as_started(str(place)))
    return {"ELASTICSEARCH_URL": node.url}
