"""Tries the API as four identities with requests generated from its own document.

usage: fuzz.py SEGUE SCHEMATHESIS [EXAMPLES]

For each identity a fresh demo is started, work is begun in it, and Schemathesis tries every
operation with EXAMPLES (50) generated requests beside its own list of edge cases. Wrong are: an
answer of 500 or more, a status, media type or body that the document does not tell of, and an
accepted request that breaks the document.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
]
# Name, user, scope of the token.
IDENTITIES = [
    ("anonymous", None, None),
    ("person", "hr@example.com", "work"),
    ("reader", "admin@example.com", "read"),
    ("administrator", "admin@example.com", "manage"),
]
# How a request may be turned down before its body is looked at, or for what is in it.
TURNED_DOWN = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429]
# Streams do not end by themselves; they are tested on their own.
STREAMS = "Changes$"


class Server:
    """A demo of its own."""

    def __init__(self, segue, port):
        self.url = f"http://127.0.0.1:{port}"
        self.demo = subprocess.Popen(
            [segue, "demo", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.passwords = {}
        for line in self.demo.stdout:
            words = line.split()
            if line.startswith("  ") and "@" in words[0]:
                self.passwords[words[0]] = words[1]
            if line.startswith("segue: listening"):
                return
        raise SystemExit("the demo ended")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.demo.terminate()
        self.demo.wait()

    def ask(self, method, path, body=None, headers=None):
        """One request; the answer's body and its headers."""
        data = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", "Origin": self.url, **(headers or {})}
        request = urllib.request.Request(self.url + path, data, sent, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
            return (json.loads(text) if text else None), answer.headers

    def token(self, user, scope):
        """A token of a user."""
        password = self.passwords[user]
        _, headers = self.ask("POST", "/api/v1/login", {"user": user, "password": password})
        session = {"Cookie": headers["Set-Cookie"].split(";")[0]}
        wish = {"label": "fuzz", "scope": scope, "days": 1}
        made, _ = self.ask("POST", "/api/v1/tokens", wish, session)
        return {"Authorization": "Bearer " + made["token"]}


def begun(server):
    """Begins work in a demo; what exists then, by name of parameter."""
    admin = server.token("admin@example.com", "manage")
    hire = {"Name": "Tove Test", "Start_Date__c": "2027-02-01"}
    records = []
    for _ in range(3):
        record, _ = server.ask("POST", "/api/v1/records/New_Hire__c", hire, admin)
        records.append(record["id"])
    listed = lambda path, name: server.ask("GET", path, headers=admin)[0][name]
    runs = [run["id"] for run in listed("/api/v1/runs", "runs")]
    items = [item for run in runs for item in items_of(server, admin, run)]
    orchestrations = listed("/api/v1/orchestrations", "definitions")
    flows = listed("/api/v1/flows", "definitions")
    return {
        "run": runs,
        "item": items,
        "object": ["New_Hire__c"],
        "id": records,
        "name": [each["name"] for each in orchestrations + flows],
        "user": ["purchasing@example.com"],
        "role": [role["name"] for role in listed("/api/v1/roles", "roles")],
        "number": ["1", "2", "3"],
        "?orchestration": [each["name"] for each in orchestrations],
        "?record": records,
        "?assignee": ["me", "purchasing@example.com"],
    }


def items_of(server, admin, run):
    """Ids of the work items of a run."""
    shown, _ = server.ask("GET", f"/api/v1/runs/{run}", headers=admin)
    steps = [step for stage in shown["stages"] for step in stage["steps"]]
    return [item["id"] for step in steps for item in step["work_items"]]


def tried(segue, schemathesis, examples, number, identity):
    """Whether everything is right for an identity."""
    name, user, scope = identity
    with Server(segue, 8350 + number) as server, tempfile.TemporaryDirectory() as folder:
        known = os.path.join(folder, "known.json")
        with open(known, "w", encoding="utf-8") as file:
            json.dump(begun(server), file)
        with open(os.path.join(folder, "schemathesis.toml"), "w", encoding="utf-8") as file:
            file.write("[checks.negative_data_rejection]\n")
            file.write(f"expected-statuses = {TURNED_DOWN}\n")
        headers = server.token(user, scope) if user else {}
        command = [schemathesis, "run", server.url + "/openapi.json", "-n", str(examples)]
        command += ["--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing"]
        command += ["--exclude-operation-id-regex", STREAMS, "--continue-on-failure"]
        command += ["--seed", "1", "--warnings", "off", "--no-color"]
        for header in headers.items():
            command += ["-H", "%s: %s" % header]
        environment = {**os.environ, "KNOWN": known, "SCHEMATHESIS_HOOKS": "known"}
        environment["PYTHONPATH"] = HERE
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
        alive = server.demo.poll() is None
        print(f"== {name}: {'good' if done.returncode == 0 else 'BAD'}", flush=True)
        if done.returncode != 0 or not alive:
            print(done.stdout, done.stderr, "" if alive else "the server died")
        else:
            print("\n".join(line for line in done.stdout.splitlines() if "generated" in line))
        return done.returncode == 0 and alive


def main():
    segue, schemathesis = sys.argv[1:3]
    examples = sys.argv[3] if len(sys.argv) > 3 else 50
    results = [
        tried(segue, schemathesis, examples, number, identity)
        for number, identity in enumerate(IDENTITIES)
    ]
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
