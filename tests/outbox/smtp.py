"""A mail server of a few lines, on loopback: it keeps what it is given and refuses when told to."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from socketserver import StreamRequestHandler, ThreadingTCPServer

END = b".\r\n"


class Conversation(StreamRequestHandler):
    """One client, command by command (RFC 5321)."""

    server: "MailServer"

    def handle(self) -> None:
        """Answer until the client says QUIT."""
        self._say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper()
            self._say(self._answer(verb))
            if verb == b"QUIT":
                return

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())

    def _answer(self, verb: bytes) -> str:
        if verb == b"RCPT" and self.server.refusing:
            return "451 come back later"
        if verb == b"DATA":
            self._take_letter()
        return "221 bye" if verb == b"QUIT" else "250 ok"

    def _take_letter(self) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, END)
        letter = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
        self.server.letters.append(BytesParser(policy=policy.default).parsebytes(letter))


class MailServer(ThreadingTCPServer):
    """Listens on a port of its own choice."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.refusing = False

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])
