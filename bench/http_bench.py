#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A cached page of 10 KB: processor time per request of our server against nginx that serves the same bytes from a file.

    bench/http_bench.py --binary build/release/bench/http_server
    bench/http_bench.py --server http://127.0.0.1:8080/calls/1 --pid 1234

Interleaved rounds of about a second with wrk, keep-alive, 64 connections; the ratio is the median of the rounds' ratios, so
that a busy machine slows both. Processor time and not requests per second: wrk itself would be what is measured. Prints
name | ours | reference | ratio | floor | goal | verdict, and ends with 1 below the floor.
"""
import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

FLOOR, GOAL = 1.0, 1.25
PAGE_BYTES = 10_239

NGINX = """
daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 600;
  open_file_cache max=100 inactive=1h; open_file_cache_valid 1h; default_type text/html; etag on;
  client_body_temp_path {dir}/a; proxy_temp_path {dir}/b; fastcgi_temp_path {dir}/c; uwsgi_temp_path {dir}/d; scgi_temp_path {dir}/e;
  server {{ listen 127.0.0.1:{port} reuseport; root {dir}; }}
}}
"""


def processor_seconds(pid):
    """Of all threads, in nanosecond steps where the kernel tells them, else in ticks."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except (OSError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def page():
    """A page like ours: Persian text in plain markup, the same bytes every time."""
    words = "شهروند پیش‌نویس نظر ماده تبصره دستگاه پاسخ گزارش مهلت مشارکت".split()
    random.seed(7)
    lines = ["<!doctype html><html lang=fa dir=rtl><title>فراخوان</title><main>"]
    while sum(len(line.encode()) + 1 for line in lines) < PAGE_BYTES - 200:
        lines.append("<p>" + " ".join(random.choices(words, k=9)) + "</p>")
    text = "\n".join(lines).encode()
    return text + b" " * (PAGE_BYTES - len(text))


def round_of(url, pid, seconds, connections):
    before = processor_seconds(pid)
    said = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", url], check=True, capture_output=True, text=True
    ).stdout
    spent = processor_seconds(pid) - before
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{url}: {said}")
    requests = int(re.search(r"(\d+) requests in", said).group(1))
    return spent / requests * 1e6, requests / seconds


def wait_for(url):
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing answers at {url}")


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", help="bench/http_server, built for release")
    parser.add_argument("--server", help="the address of a page of a running server; needs --pid")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if bool(options.binary) == bool(options.server) or (options.server and not options.pid):
        parser.error("either --binary, or --server with --pid")
    for program in ("wrk", "nginx"):
        if not shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin"):
            sys.exit(f"{program} is not installed")

    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, "page.html")
        started = []
        try:
            if options.binary:
                file.write_bytes(page())
                ours = subprocess.Popen([options.binary, str(file), "1"], stdout=subprocess.PIPE, text=True)
                started.append(ours)
                url, pid = f"http://127.0.0.1:{int(ours.stdout.readline())}/page.html", ours.pid
            else:
                url, pid = options.server, options.pid
            body = wait_for(url)
            file.write_bytes(body)
            os.chmod(directory, 0o755)

            port = free_port()
            config = Path(directory, "nginx.conf")
            config.write_text(NGINX.format(dir=directory, port=port))
            master = subprocess.Popen(
                ["nginx", "-c", str(config), "-p", directory],
                env={"PATH": os.environ["PATH"] + ":/usr/sbin"},
                stderr=subprocess.DEVNULL,
            )
            started.append(master)
            reference = f"http://127.0.0.1:{port}/page.html"
            if wait_for(reference) != body:
                sys.exit("nginx serves other bytes")
            worker = int(Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()[0])

            rounds = []
            sides = [("ours", url, pid), ("nginx", reference, worker)]
            for _ in range(options.rounds):
                random.shuffle(sides)
                result = {name: round_of(where, who, options.seconds, options.connections) for name, where, who in sides}
                rounds.append(result)
                if options.verbose:
                    print({name: f"{cpu:.2f} us, {rate:.0f}/s" for name, (cpu, rate) in result.items()}, file=sys.stderr)
        finally:
            for process in started:
                process.terminate()
                process.wait()

    ours_us = statistics.median(r["ours"][0] for r in rounds)
    nginx_us = statistics.median(r["nginx"][0] for r in rounds)
    ratio = statistics.median(r["nginx"][0] / r["ours"][0] for r in rounds)
    verdict = "goal" if ratio >= GOAL else "floor" if ratio >= FLOOR else "BELOW FLOOR"
    kilobytes = round(len(body) / 1024)
    print(
        f"cached page of {kilobytes} KB, processor time per request | {ours_us:.2f} µs | {nginx_us:.2f} µs (nginx) | "
        f"{ratio:.2f} | {FLOOR:g} | {GOAL:g} | {verdict}"
    )
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
