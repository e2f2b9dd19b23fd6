"""What a monitoring system reads, in the text format of Prometheus.

Everything is asked for when it is read, in a number of queries that does not grow with the people on journeys: what
can be counted is counted through partial indexes, the rest comes from the counters. Seconds are of wall time.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.orm import Session

from app.insights import operations
from app.insights.operations import Operations
from app.installation import Installation
from app.store import backlog, tallies, timeline
from journeys.kinds import kinds

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Sends = Mapping[tuple[str, str], int]  # (channel, state)


class Reading:
    """One look at an installation, made into metrics; ``channels`` remembers what each node sends through."""

    def __init__(self, installation: Installation, channels: dict[int, dict[str, str]]) -> None:
        self._installation = installation
        self._channels = channels

    def text(self) -> bytes:
        """The metrics in the text format."""
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Collected(list(self._collect())))
        return generate_latest(registry)

    def _collect(self) -> Iterator[Metric]:
        found = operations.look(self._installation)
        with self._installation.db.read() as session:
            sums = tallies.totals(session, "")
            sends = self._sends(session)
            journeys = backlog.journeys(session)
            changes = backlog.changes_running(session)
        yield from _of_steps(found, sums)
        yield from _of_messages(found, sends)
        yield from _of_acts(found, sums)
        yield _histogram("cauce_step_lag_seconds", "From the moment a step was due to its move.", sums, tallies.LAG)
        yield _histogram(
            "cauce_message_latency_seconds",
            "From the moment a message was due to its hand-over.",
            sums,
            tallies.LATENCY,
        )
        yield _by("cauce_journeys", "Journeys by state.", "state", journeys)
        yield _gauge("cauce_changes_running", "Changes to everybody on a journey that are under way.", changes)
        yield from _of_processes(found, self._installation.clock.wall())
        yield _by("cauce_alarms", "Alarms that are raised now.", "code", {alarm.code: 1 for alarm in found.alarms})

    def _sends(self, session: Session) -> Sends:
        """How many messages of each channel ever came into each state."""
        rows = tallies.of_messages(session)
        unknown = {row.version_id for row in rows} - set(self._channels)
        for version_id, graph in timeline.graphs(session, unknown).items():
            self._channels[version_id] = {node["id"]: _channel(node["kind"]) for node in graph["nodes"]}
        found: dict[tuple[str, str], int] = {}
        for row in rows:
            key = (self._channels.get(row.version_id, {}).get(row.node, "other"), row.state)
            found[key] = found.get(key, 0) + row.n
        return found


class _Collected(Collector):
    """Metrics that were collected before; the registry asks for them once."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        """Hand them over."""
        return self._metrics


def _channel(kind: str) -> str:
    found = kinds().get(kind)
    return (found.channel if found is not None else None) or "other"


def _of_steps(found: Operations, sums: Mapping[str, int]) -> Iterator[Metric]:
    steps = found.facts.steps
    states = {name: getattr(steps, name) for name in ("due", "waiting", "listening", "held", "failed")}
    yield _by(
        "cauce_people", "People on nodes by state; due, held, failed and listening up to 100000.", "state", states
    )
    yield _gauge("cauce_people_inside", "People on journeys.", sums.get(tallies.HERE, 0))
    late = found.seconds_since(steps.oldest_due) or 0
    yield _gauge("cauce_steps_oldest_due_seconds", "How long the oldest step that is due has been so.", late)
    stuck = 0 if found.stuck is None else found.stuck.people
    yield _gauge("cauce_steps_stuck", "Steps that are due for longer than CAUCE_STUCK_MINUTES.", stuck)
    moved = sum(n for what, n in sums.items() if what.startswith(tallies.PORT))
    yield _counter("cauce_steps", "Nodes that people left.", moved)
    yield _counter("cauce_people_entered", "People who entered a journey.", sums.get(tallies.ENTERED, 0))


def _of_messages(found: Operations, sends: Sends) -> Iterator[Metric]:
    messages = found.facts.messages
    names = ("due", "queued", "held", "paused", "sending", "unknown")
    states = {name: getattr(messages, name) for name in names}
    yield _by("cauce_outbox", "Messages that did not go out yet, by state; up to 100000.", "state", states)
    late = found.seconds_since(messages.oldest_due) or 0
    yield _gauge("cauce_messages_oldest_due_seconds", "How long the oldest queued message has been due.", late)
    family = CounterMetricFamily(
        "cauce_messages", "Messages that came into a state, by channel.", labels=["channel", "outcome"]
    )
    for (channel, state), count in sorted(sends.items()):
        family.add_metric([channel, state], count)
    yield family


def _of_acts(found: Operations, sums: Mapping[str, int]) -> Iterator[Metric]:
    acts = found.facts.acts
    states = {name: getattr(acts, name) for name in ("due", "queued", "doing", "failed")}
    yield _by("cauce_acts_waiting", "Acts of journeys that are not done, by state; up to 100000.", "state", states)
    late = found.seconds_since(acts.oldest_due) or 0
    yield _gauge("cauce_acts_oldest_due_seconds", "How long the oldest act that is due has been so.", late)
    family = CounterMetricFamily("cauce_acts", "Acts of journeys that came into a state.", labels=["outcome"])
    for outcome in ("done", "failed"):
        family.add_metric([outcome], sums.get(f"{tallies.ACT}{outcome}", 0))
    yield family


def _of_processes(found: Operations, wall: datetime) -> Iterator[Metric]:
    queue, database, ticker = found.queue, found.facts.database, found.facts.ticker
    yield _gauge("cauce_redis_up", "Whether Redis answers.", int(queue.reachable))
    yield _gauge("cauce_queue_waiting", "Jobs in the queue.", queue.waiting)
    yield _gauge("cauce_queue_failed", "Jobs that raised, of the last day.", queue.failed)
    states: dict[str, int] = dict.fromkeys(("busy", "idle"), 0)
    for worker in queue.workers:
        states[worker.state] = states.get(worker.state, 0) + 1
    yield _by("cauce_workers", "Workers that are alive, by state.", "state", states)
    yield _gauge("cauce_ticker_up", "Whether a ticker is active.", int(ticker is not None))
    left = 0.0 if ticker is None else (ticker.until - wall).total_seconds()
    yield _gauge("cauce_ticker_lease_seconds", "How long the lease of the active ticker still runs.", left)
    yield _gauge("cauce_database_size_bytes", "Size of the database.", database.size)
    oldest = database.oldest_snapshot or 0
    yield _gauge("cauce_database_oldest_snapshot_seconds", "Age of the oldest snapshot that is held.", oldest)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _counter(name: str, about: str, value: float) -> Metric:
    return CounterMetricFamily(name, about, value=value)


def _by(name: str, about: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, count in sorted(values.items()):
        family.add_metric([value], count)
    return family


def _histogram(name: str, about: str, sums: Mapping[str, int], prefix: str) -> Metric:
    """A histogram of the buckets that were tallied; what they add up to was never kept."""
    family = HistogramMetricFamily(name, about)
    buckets, total = [], 0
    for bucket in tallies.BUCKETS:
        total += sums.get(f"{prefix}{bucket}", 0)
        buckets.append(("+Inf" if bucket == "inf" else bucket, float(total)))
    family.add_metric([], buckets, sum_value=None)
    family.add_sample(f"{name}_count", {}, float(total))  # which the library leaves out where there is no sum
    return family
