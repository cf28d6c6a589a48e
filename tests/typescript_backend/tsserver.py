"""Talks to TypeScript's language server as an editor does."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO


@dataclass(slots=True)
class TsServer:
    """A running language server; requests are answered one by one."""

    process: "subprocess.Popen[str]"
    requests: int = field(default=0)

    def open(self, file: Path) -> None:
        """Open a file in the editor; nothing answers that."""
        self._send("open", {"file": str(file), "fileContent": file.read_text(encoding="utf-8")})

    def definitions(self, file: Path, needle: str) -> list[tuple[str, int, int]]:
        """Return file, line and column of what the name is defined by that stands where a text begins."""
        found = self._request("definition", file, needle)
        assert isinstance(found, list)
        return [(each["file"], each["start"]["line"], each["start"]["offset"]) for each in found]

    def comment(self, file: Path, needle: str) -> tuple[str, list[str]]:
        """Return what is shown above the name where a text begins: its documentation, and the names of its tags."""
        found = self._request("quickinfo", file, needle)
        assert isinstance(found, dict)
        return found["documentation"], [tag["name"] for tag in found["tags"]]

    def _request(self, command: str, file: Path, needle: str) -> object:
        before, needed, _ = file.read_text(encoding="utf-8").partition(needle)
        assert needed, f"{needle!r} is not in {file.name}"
        line, offset = before.count("\n") + 1, len(before) - before.rfind("\n")
        number = self._send(command, {"file": str(file), "line": line, "offset": offset})
        for message in self._messages():
            if message.get("type") == "response" and message.get("request_seq") == number:
                assert message.get("success"), message
                return message.get("body")
        raise AssertionError("the language server has gone away")

    def _send(self, command: str, arguments: dict[str, object]) -> int:
        self.requests += 1
        message = {"seq": self.requests, "type": "request", "command": command, "arguments": arguments}
        stream = _opened(self.process.stdin)
        stream.write(json.dumps(message) + "\n")
        stream.flush()
        return self.requests

    def _messages(self) -> Iterator[dict[str, object]]:
        stream = _opened(self.process.stdout)
        for line in stream:
            if line.startswith("{"):
                yield json.loads(line)


@contextmanager
def ts_server(node_packages: Path) -> Iterator[TsServer]:
    """Run a language server as long as the context lasts."""
    program = node_packages / "typescript" / "lib" / "tsserver.js"
    arguments = ["node", str(program), "--disableAutomaticTypingAcquisition", "--useInferredProjectPerProjectRoot"]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as process:
        try:
            yield TsServer(process)
        finally:
            process.terminate()


def _opened(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
