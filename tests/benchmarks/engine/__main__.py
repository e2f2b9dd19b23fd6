"""How fast the engine is: ``python -m tests.benchmarks.engine --json``; ``docs/benchmarks.md`` says what is measured.

A step is one person leaving one node, with all that belongs to it. The exit code is 1 when a limit is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from app import logs
from tests.benchmarks.engine import claims, million, peers, reaction, steps
from tests.benchmarks.engine.ground import ROOT, postgres

AT_LEAST = {
    "vs_rq_job_per_step": 100.0,
    "vs_huey_empty": 5.0,
    "vs_bare_sql": 0.5,
    "deliver_vs_smtplib_prebuilt": 1.0,
    "deliver_vs_smtplib_naive": 5.0,
}
AT_MOST = {"claim_5m_over_10k": 1.5, "peak_rss_mb": 400, "reaction_p99_ms": 1_000}
KEYS = (
    "steps_per_s",
    "vs_rq_job_per_step",
    "vs_huey_empty",
    "vs_bare_sql",
    "claim_5m_over_10k",
    "million_s",
    "peak_rss_mb",
    "deliver_vs_smtplib_prebuilt",
    "deliver_vs_smtplib_naive",
    "reaction_p50_ms",
    "reaction_p99_ms",
    "sqlite_steps_per_s",
)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All figures; those that are skipped are None."""
    found: dict[str, Any] = dict.fromkeys(KEYS)
    details: dict[str, Any] = {"load_before": [round(value, 2) for value in os.getloadavg()]}
    with tempfile.TemporaryDirectory(prefix="cauce-") as name:
        folder = Path(name)
        with postgres(folder) as server:
            tell("steps")
            moved = steps.on_postgres(server, options.movers)
            tell("peers")
            huey = peers.huey_tasks(options.tasks)
            rq = peers.rq_steps(server, options.jobs)
            tell("claims")
            claim = claims.five_million_over_ten_thousand(server, options.waiting)
            tell("reaction")
            reacted = reaction.run(server, folder, options.backlog)
            details |= {"steps": moved, "huey_tasks_per_s": round(huey), "rq_jobs_per_s": round(rq, 1), "claim": claim}
            details["reaction"] = reacted
            if not options.skip_million:
                tell("million")
                details["million"] = million.run(server, folder, options.people)
                found |= {key: details["million"][key] for key in ("million_s", "peak_rss_mb")}
        tell("sqlite")
        found["sqlite_steps_per_s"] = steps.on_sqlite(name, options.movers // 4)
    found |= {
        "steps_per_s": moved["steps_per_s"],
        "vs_rq_job_per_step": round(moved["moves_per_s"] / rq, 1),
        "vs_huey_empty": round(moved["steps_per_s"] / huey, 2),
        "vs_bare_sql": round(moved["moves_per_s"] / moved["bare_moves_per_s"], 3),
        "claim_5m_over_10k": claim["ratio"],
        "reaction_p50_ms": reacted["reaction_p50_ms"],
        "reaction_p99_ms": reacted["reaction_p99_ms"],
    }
    if not options.skip_deliver:
        tell("sending")
        sent = _sent()
        found |= {key: sent[key] for key in ("deliver_vs_smtplib_prebuilt", "deliver_vs_smtplib_naive")}
        details["sending"] = sent
    details["load_after"] = [round(value, 2) for value in os.getloadavg()]
    return {**found, "details": details}


def _sent() -> dict[str, Any]:
    """The figures of ``tests.benchmarks.sending``: it adds a template, and so needs a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.sending", "--json"]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def missed(found: dict[str, Any]) -> list[str]:
    """The limits that are not kept; what was skipped keeps none and misses none."""
    low = [key for key, limit in AT_LEAST.items() if found[key] is not None and found[key] < limit]
    return low + [key for key, limit in AT_MOST.items() if found[key] is not None and found[key] > limit]


def tell(what: str) -> None:
    """Say how far it is, beside the figures."""
    sys.stderr.write(f"  {what} ...\n")


def main() -> int:
    """Measure, print, and say whether the limits are kept."""
    parser = argparse.ArgumentParser(description="The engine against its peers, and its limits.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=int, default=1_000_000, help="accounts of the long run")
    parser.add_argument("--skip-million", action="store_true", help="leave out the long run")
    parser.add_argument("--skip-deliver", action="store_true", help="leave out the sending of mails")
    parser.add_argument("--movers", type=int, default=100_000, help="people behind the steps a second")
    parser.add_argument("--waiting", type=int, default=claims.MANY, help="waiting steps beside which is claimed")
    parser.add_argument("--backlog", type=int, default=400_000, help="people who are due while others pay")
    parser.add_argument("--tasks", type=int, default=20_000, help="empty tasks for Huey")
    parser.add_argument("--jobs", type=int, default=1_000, help="jobs for RQ")
    options = parser.parse_args()
    logs.write()  # beside the figures, not among them
    found = measure(options)
    limits = missed(found)
    found["details"]["missed"] = limits
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{key.replace('_', ' ')}: {found[key]}\n" for key in KEYS))
    return 1 if limits else 0


if __name__ == "__main__":
    sys.exit(main())
