"""A small client of the Language Server Protocol over standard input and output: enough to type as an author does."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SERVER = os.environ.get("ZONGZHI_YAML_SERVER") or shutil.which("yaml-language-server")
"""The program to start; `make editor` installs one and names it here."""

_PATIENCE = 120.0  # seconds until a silent server counts as broken


class LanguageServer:
    """A server, started in a folder, with the settings that an editor would send."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        assert SERVER is not None
        self._settings = settings
        self._process = subprocess.Popen(  # noqa: S603 - the program that the caller names
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._found: dict[str, queue.Queue[list[dict[str, Any]]]] = {}
        self._last = 0
        self._sending = threading.Lock()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        root = folder.as_uri()
        markdown = {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True}
        self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": folder.name}],
                "capabilities": {
                    "textDocument": {
                        "completion": {"completionItem": markdown},
                        "hover": {"contentFormat": ["markdown", "plaintext"]},
                        "publishDiagnostics": {},
                    },
                    "workspace": {"configuration": True, "workspaceFolders": True},
                },
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def diagnostics(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, with another text than it has if one is given, and return what the server finds in it."""
        uri = path.as_uri()
        found = self._found.setdefault(uri, queue.Queue())
        content = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": content}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return found.get(timeout=_PATIENCE)

    def close(self, path: Path) -> None:
        """Close a file."""
        self._found.pop(path.as_uri(), None)
        self.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})

    def completions(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """Return what is offered at a place in an open file, by label; lines and columns from 0."""
        answer = self.ask("textDocument/completion", _at(path, line, column))
        return {item["label"]: item for item in answer["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        """Return what is shown over a place in an open file."""
        answer = self.ask("textDocument/hover", _at(path, line, column))
        return "" if answer is None else str(answer["contents"]["value"])

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return its result."""
        self._last += 1
        answer = self._answers[self._last] = queue.Queue()
        self._send({"id": self._last, "method": method, "params": params})
        message = answer.get(timeout=_PATIENCE)
        assert "error" not in message, message
        return message["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        with self._sending:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]].put(message)
        elif method == "textDocument/publishDiagnostics":
            about = message["params"]
            self._found.setdefault(about["uri"], queue.Queue()).put(about["diagnostics"])
        elif method == "workspace/configuration":
            wanted = [self._settings.get(item.get("section")) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
