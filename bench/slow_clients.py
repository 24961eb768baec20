#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Good clients among slow ones: two thousand that send a head or a body byte by byte or never read what they asked for, and ten
thousand that hold an idle connection. Beside them a good client asks all the time, on new and on kept connections.

    bench/slow_clients.py --binary build/release/bench/http_server [--seconds 20] [--clients 2000] [--idle 10000]

A row per kind: name | 99th percentile of the good client | failed requests | memory and descriptors of the server at most |
verdict. The limits: 500 ms, none failed, 500 MB. Ends with 1 when one is broken.
"""
import argparse
import os
import resource
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

LATENCY_SECONDS_MAX, MEMORY_MB_MAX = 0.5, 500
GET = b"GET /page HTTP/1.1\r\nHost: h\r\n\r\n"
HEAD_SLOWLY = b"GET /page HTTP/1.1\r\nHost: h\r\nX-Long: " + b"x" * 10_000
BODY_SLOWLY = b"POST /page HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n"


class GoodClient(threading.Thread):
    def __init__(self, port):
        super().__init__()
        self.port, self.ended, self.times, self.failed = port, False, [], 0

    def ask(self, connection):
        start = time.perf_counter()
        connection.sendall(GET)
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536) or b"\r\n\r\n"
        head, body = data.split(b"\r\n\r\n", 1)
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        while len(body) < length:
            more = connection.recv(65536)
            if not more:
                raise OSError("torn")
            body += more
        if b" 200 " not in head:
            raise OSError("not 200")
        return time.perf_counter() - start

    def run(self):
        kept = None
        while not self.ended:
            try:
                start = time.perf_counter()
                with socket.create_connection(("127.0.0.1", self.port), timeout=10) as fresh:
                    self.ask(fresh)
                self.times.append(time.perf_counter() - start)
                kept = kept or socket.create_connection(("127.0.0.1", self.port), timeout=10)
                self.times.append(self.ask(kept))
            except (OSError, IndexError):
                self.failed += 1
                kept = None
            time.sleep(0.01)


class SlowClients:
    """Keeps `count` connections of one kind; one that the server ended is opened again, as an attacker would."""

    def __init__(self, port, kind, count):
        self.port, self.kind, self.count = port, kind, count
        self.selector = selectors.DefaultSelector()
        self.open_ones = {}

    def connect(self):
        one = socket.socket()
        if self.kind == "never reading":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", self.port))
        self.open_ones[one] = 0

    def step(self, one):
        sent = self.open_ones[one]
        if self.kind == "head by bytes":
            piece = HEAD_SLOWLY[sent : sent + 1] if sent else HEAD_SLOWLY[:20]
        elif self.kind == "body by bytes":
            piece = b"x" if sent else BODY_SLOWLY
        elif self.kind == "never reading":
            piece = b"" if sent else GET * 200
        else:
            piece = b"" if sent else GET
        try:
            if piece:
                one.send(piece)
            if self.kind != "never reading" and one.recv(65536) == b"":
                raise OSError("ended")
        except BlockingIOError:
            pass
        except OSError:
            del self.open_ones[one]
            one.close()
            return
        self.open_ones[one] = sent + max(1, len(piece))

    def run(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _ in range(min(500, self.count - len(self.open_ones))):
                self.connect()
            turn = time.monotonic()
            for one in list(self.open_ones):
                self.step(one)
            time.sleep(max(0.05, min(1.0, end - time.monotonic()) - (time.monotonic() - turn)))

    def close(self):
        for one in self.open_ones:
            one.close()


def memory_mb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=2000)
    parser.add_argument("--idle", type=int, default=10_000)
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    good_end = True
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, "page")
        file.write_bytes(b"x" * 10_239)
        for kind in ("head by bytes", "body by bytes", "never reading", "idle"):
            server = subprocess.Popen([options.binary, str(file), "2"], stdout=subprocess.PIPE, text=True)
            port = int(server.stdout.readline())
            slow = SlowClients(port, kind, options.idle if kind == "idle" else options.clients)
            good = GoodClient(port)
            good.start()
            slow.run(options.seconds)
            held = len(slow.open_ones)
            descriptors = len(os.listdir(f"/proc/{server.pid}/fd"))
            good.ended = True
            good.join()
            memory = memory_mb(server.pid)
            slow.close()
            server.terminate()
            server.wait()
            p99 = sorted(good.times)[int(len(good.times) * 0.99)] if good.times else 99
            holds = p99 <= LATENCY_SECONDS_MAX and good.failed == 0 and memory <= MEMORY_MB_MAX
            good_end = good_end and holds
            print(
                f"{held} clients, {kind} | p99 {p99 * 1000:.1f} ms of {len(good.times)} | {good.failed} failed | "
                f"{memory:.0f} MB, {descriptors} descriptors | {'holds' if holds else 'BROKEN'}",
                flush=True,
            )
    return 0 if good_end else 1


if __name__ == "__main__":
    sys.exit(main())
