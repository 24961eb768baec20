#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole portal beside Redmine (Rails, from Debian's packages), the stand-in for participation platforms on Rails.

    bench/portal_bench.py --binary build/release/mosharekat

Both show a page with the same fifty comments and take comments durably; then both hold 24,000 comments, are started anew and asked
for their memory. Ours is asked with a reader's cookie, so that every page is made for that reader and none is served from memory.
Redmine runs as its package says: Puma, one process, eight threads, on a PostgreSQL of its own. Interleaved rounds with wrk; the
ratio is the median of the rounds' ratios. Prints name | ours | reference | ratio | floor | goal | verdict; ends with 1 below the
floor. Needs redmine, redmine-pgsql, puma, wrk (tools/setup bench) and takes some minutes.
"""
import argparse
import json
import os
import random
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = "شهروند پیش‌نویس نظر ماده تبصره دستگاه پاسخ گزارش مهلت مشارکت خیابان محله کتابخانه مدرسه مسیر ایستگاه".split()
SHOWN, HELD = 50, 24_000
# name, goal; the floor is a tenth of it
GOALS = {"page of 50 comments": 100, "durable comment": 30, "memory with 24,000 comments": 20, "cold start": 20}

SEED = """
Setting.rest_api_enabled = '1'
Setting.login_required = '0'
Setting.notified_events = []
admin = User.find_by_login('admin')
admin.must_change_passwd = false
admin.save!
project = Project.create!(name: 'Sample', identifier: 'sample', is_public: true, enabled_module_names: ['issue_tracking'], trackers: Tracker.all.to_a)
texts = JSON.parse(File.read(ENV['TEXTS']))
made = 2.times.map { |n| Issue.create!(project: project, subject: "Sample #{n}", author: admin, tracker: Tracker.first, priority: IssuePriority.first, status: IssueStatus.first) }
texts.each { |text| Journal.create!(journalized: made[0], user: admin, notes: text) }
puts "key=#{admin.api_key}"
"""
FILL = """
issue = Issue.last
now = Time.now.utc
rows = (1..ENV['COUNT'].to_i).map { |n| { journalized_id: issue.id, journalized_type: 'Issue', user_id: 1, notes: "sample #{n}", created_on: now, updated_on: now, private_notes: false } }
known = Journal.column_names
rows.each_slice(2000) { |some| Journal.insert_all(some.map { |row| row.select { |name, _| known.include?(name.to_s) } }) }
"""

LETTERS = """
local n = 0
request = function()
  n = n + 1
  local headers = {
    ["Cookie"] = "COOKIE", ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-For"] = "10.BATCH." .. (math.floor(n / 3825) % 256) .. "." .. (math.floor(n / 15) % 255)
  }
  local once = string.format("%032x", BATCH * 100000000 + n)
  return wrk.format("POST", "/en/calls/2/contributions", headers, "FIELDS%20" .. n .. "&once=" .. once)
end
"""


def text():
    return " ".join(random.choices(WORDS, k=45))


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {(done.stderr or done.stdout).strip()[:600]}")
    return done.stdout


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def seconds_until(url, process, limit=120):
    begun = time.monotonic()
    while time.monotonic() - begun < limit:
        if process.poll() is not None:
            sys.exit(f"the server of {url} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=30):
                return time.monotonic() - begun
        except OSError:
            time.sleep(0.005)
    sys.exit(f"nothing answers at {url}")


# What the server holds (VmRSS, with the pages of libraries that other programs hold as well), and what its helpers hold for
# themselves alone.
def resident_kib(pid):
    held = int(re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.M).group(1))
    for helper in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        pages = Path(f"/proc/{helper}/smaps_rollup").read_text()
        held += sum(int(kib) for kib in re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+)", pages, re.M))
    return held


def wrk(url, connections, seconds, script=None):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    said = run([*command, *(["-s", str(script)] if script else []), url])
    if "Non-2xx" in said:
        sys.exit(f"{url}: {said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))


class Redmine:
    def __init__(self, directory, postgres):
        self.home = directory / "redmine"
        shutil.copytree("/usr/share/redmine", self.home, symlinks=True)
        for link in ("instances", "Gemfile.lock", "config/database.yml"):
            (self.home / link).unlink(missing_ok=True)
        instance = self.home / "instances/default"
        for folder in ("config", "tmp/cache", "log", "files"):
            (instance / folder).mkdir(parents=True)
        for folder in ("tmp", "log", "files"):
            (self.home / folder).mkdir(exist_ok=True)
        at = urllib.parse.urlparse(postgres)
        run(["psql", postgres, "-c", "CREATE DATABASE redmine"])
        database = (
            f"production:\n  adapter: postgresql\n  database: redmine\n  host: {at.hostname}\n  port: {at.port}\n"
            f"  username: {at.username}\n  encoding: utf8\n  pool: 10\n"
        )
        for place in (instance / "config/database.yml", self.home / "config/database.yml"):
            place.write_text(database)
        (instance / "config/secret_key.txt").write_text(secrets.token_hex(32))
        with (self.home / "Gemfile").open("a") as gems:
            gems.write("\ngem 'puma'\n")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        (self.home / "puma.rb").write_text(f"environment 'production'\nbind '{self.url.replace('http', 'tcp')}'\nworkers 0\nthreads 1, 8\n")
        texts = directory / "texts.json"
        texts.write_text(json.dumps([text() for _ in range(SHOWN)]))
        self.environment = {**os.environ, "RAILS_ENV": "production", "SECRET_KEY_BASE": secrets.token_hex(32), "REDMINE_LANG": "en",
                            "TEXTS": str(texts), "RAILS_SERVE_STATIC_FILES": "1"}
        self.ruby("rake", "db:migrate")
        self.ruby("rake", "redmine:load_default_data")
        self.key = re.search(r"key=(\w+)", self.script(SEED)).group(1)
        self.process = None
        self.writer = directory / "redmine.lua"
        self.writer.write_text(
            'local n = 0\nrequest = function()\n  n = n + 1\n  return wrk.format("PUT", "/issues/2.json", {["X-Redmine-API-Key"] = "%s",'
            ' ["Content-Type"] = "application/json"}, \'{"issue":{"notes":"%s \' .. n .. \'"}}\')\nend\n' % (self.key, text())
        )

    def ruby(self, *command):
        return run(["bundle", "exec", *command], cwd=self.home, env=self.environment)

    def script(self, source, **environment):
        path = self.home / "seed.rb"
        path.write_text(source)
        return run(["bundle", "exec", "rails", "runner", str(path)], cwd=self.home, env={**self.environment, **environment})

    def start(self):
        self.process = subprocess.Popen(
            ["bundle", "exec", "puma", "-C", "puma.rb"], cwd=self.home, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return seconds_until(self.url + "/issues/1", self.process)

    def page(self):
        return wrk(self.url + "/issues/1", 8, 8)

    def comment(self):
        return wrk(self.url, 1, 3, self.writer)

    def hold(self, count):
        self.script(FILL, COUNT=str(count))


class Portal:
    def __init__(self, binary, directory):
        self.binary, self.data = binary, directory / "portal"
        run([binary, "demo", "--small", "--data", self.data])
        (self.data / "settings.toml").write_text('[site]\ntrusted_proxies = ["127.0.0.1"]\n')
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.process, self.cookie = None, ""
        self.writer = directory / "portal.lua"
        self.written = 0

    def start(self):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return seconds_until(self.url + "/en/calls/2/contributions?size=50", self.process)

    # The form as a browser gets it; it may be sent three seconds later.
    def take_form(self):
        with urllib.request.urlopen(self.url + "/en/calls/2/contributions/new") as answer:
            page = answer.read().decode()
            self.cookie = "; ".join(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie"))
        form = re.search(r'<form[^>]*action="[^"]*/calls/2/contributions"[^>]*>(.*?)</form>', page, re.S).group(1)
        fields = {}
        for hidden in re.findall(r'<input[^>]*type="hidden"[^>]*>', form):
            value = re.search(r'value="([^"]*)"', hidden)
            fields[re.search(r'name="([^"]*)"', hidden).group(1)] = value.group(1) if value else ""
        fields.pop("once", None)
        self.fields = urllib.parse.urlencode({**fields, "body": text()})
        time.sleep(3.2)

    # Each form has its own key, and an address may send but a few: the proxy says that many people write.
    def write_script(self):
        self.written += 1
        self.writer.write_text(
            LETTERS.replace("BATCH", str(self.written)).replace("COOKIE", self.cookie).replace("FIELDS", self.fields)
        )
        return self.writer

    def page(self):
        path = self.data.parent / "reader.lua"
        path.write_text(f'wrk.headers["Cookie"] = "{self.cookie}"\n')
        return wrk(self.url + "/en/calls/2/contributions?size=50", 8, 3, path)

    def comment(self):
        return wrk(self.url, 1, 3, self.write_script())

    def hold(self, count):
        while self.held() < count:
            wrk(self.url, 64, 3, self.write_script())

    def held(self):
        with urllib.request.urlopen(self.url + "/api/v1/calls/2") as answer:
            return json.load(answer)["contributions"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="mosharekat, built for release")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    for program in ("wrk", "puma", "bundle", "psql"):
        if not shutil.which(program):
            sys.exit(f"{program} is not installed")
    if "MOSHAREKAT_TEST_POSTGRES" not in os.environ:
        os.execv(ROOT / "tools/with-postgres", [str(ROOT / "tools/with-postgres"), sys.executable, *sys.argv])

    random.seed(24)
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        portal = Portal(Path(options.binary).resolve(), directory)
        redmine = Redmine(directory, os.environ["MOSHAREKAT_TEST_POSTGRES"])
        sides = [portal, redmine]
        results = {name: [] for name in GOALS}

        def rounds(name, measure, better=lambda ours, theirs: ours / theirs):
            for _ in range(options.rounds):
                random.shuffle(sides)
                found = {side: measure(side) for side in sides}
                results[name].append((found[portal], found[redmine], better(found[portal], found[redmine])))
                if options.verbose:
                    print(name, results[name][-1], file=sys.stderr)

        try:
            for side in sides:
                side.start()
            portal.take_form()
            # As many comments as the other page shows.
            wrk(portal.url, 8, 1, portal.write_script())
            for side in sides:
                side.page()
            rounds("page of 50 comments", lambda side: side.page())
            rounds("durable comment", lambda side: side.comment())
            for side in sides:
                side.hold(HELD)

            def again(side):
                side.process.terminate()
                side.process.wait()
                return side.start()

            less = lambda ours, theirs: theirs / ours
            rounds("cold start", again, less)
            for side in sides:
                side.page()
            rounds("memory with 24,000 comments", lambda side: resident_kib(side.process.pid), less)
        finally:
            for side in sides:
                if side.process:
                    side.process.terminate()

    units = {"page of 50 comments": "/s", "durable comment": "/s", "memory with 24,000 comments": " KiB", "cold start": " s"}
    below = False
    print("name | ours | reference | ratio | floor | goal | verdict")
    for name, goal in GOALS.items():
        ours, theirs, ratio = (statistics.median(column) for column in zip(*results[name]))
        verdict = "goal" if ratio >= goal else "floor" if ratio >= goal / 10 else "BELOW FLOOR"
        below = below or ratio < goal / 10
        unit = units[name]
        print(f"{name} vs Redmine | {ours:.3g}{unit} | {theirs:.3g}{unit} | {ratio:.1f} | {goal / 10:g} | {goal} | {verdict}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
