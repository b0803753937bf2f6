"""An archive processed with Ray Data: one shard an item, a file each, resumed by what is there.

Ray's own checkpoints duplicated rows in a trial, and its allowance for errors reported success without
output.
So the files tell what is done: a shard whose file is whole, and was made of the same input by the same model
and version, is passed over. At the end every shard's file is looked at again; what is missing is said.
"""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onrecord.errors import OnrecordError, UsageError
from onrecord.late import Late
from onrecord.scale import rows
from onrecord.scale.shards import Shard, find_shards, storage
from onrecord.scale.work import Done, clean, work
from onrecord.version import __version__

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
try:
    import ray
    import ray.data
except ImportError:  # the extra `archive` is not installed
    ray = None  # type: ignore[assignment]

PROCESS = Late("onrecord.pipeline", "process")
MODEL_VERSION = Late("onrecord.language", "model_version")
OBJECT_STORE = 100_000_000  # bytes: shards travel by name, so that little goes through Ray

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has left.

    Attributes:
        shards: how many shards there are.
        done: how many were processed in this run.
        known: how many were there already.
        missing: addresses of the shards whose file is not there, or not whole.
        reports: how many reports the files hold.
        errors: how many inputs failed, of all shards.
        failure: what cut the run short, or empty.
    """

    shards: int
    done: int
    known: int
    missing: tuple[str, ...]
    reports: int
    errors: int
    failure: str = ""

    @property
    def complete(self) -> bool:
        """Whether every shard has its file."""
        return not self.missing


def run(
    pattern: str,
    folder: str,
    *,
    address: str = "",
    jobs: int = 0,
    process: Late = PROCESS,
    model_version: Late = MODEL_VERSION,
    progress: Progress | None = None,
) -> Summary:
    """Process an archive, or what is left of it.

    Args:
        pattern: its files; see `find_shards`.
        folder: where the shards' files go, on this machine or where fsspec reaches.
        address: of a Ray cluster (`ray://head:10001`), or empty to use this machine.
        jobs: how many workers; as many as there are processors, if 0.
        process: what derives a report's records; imported by the workers.
        model_version: what names the model.
        progress: told how many shards are done, of how many.

    Returns:
        What is there, by looking at it.

    Raises:
        ReadError: no file matches.
        UsageError: Ray, pyarrow or fsspec is not installed.
        ModelError: the model is missing or damaged.
    """
    rows.require_pyarrow()
    if ray is None:
        raise UsageError(
            "Archives need Ray, which is not installed.", "Install it: pip install 'onrecord[archive]'"
        )
    model: str = model_version()
    shards = find_shards(pattern)
    left = [shard for shard in shards if not _is_done(shard, folder, model)]
    clean(folder)
    done, failure = 0, ""
    if left:
        try:
            for done, _ in enumerate(_work_on(left, folder, address, jobs, process, model), start=1):
                if progress:
                    progress(len(shards) - len(left) + done, len(shards))
        except ray.exceptions.RayError as error:
            failure = _in_words(error)
        finally:
            ray.shutdown()
            clean(folder)
    return _summary(shards, folder, model, done, len(shards) - len(left), failure)


def _work_on(
    shards: list[Shard], folder: str, address: str, jobs: int, process: Late, model: str
) -> Iterator[Done]:
    if address:
        ray.init(address=address, log_to_driver=False)
    else:
        ray.init(
            num_cpus=jobs or os.cpu_count(),
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            object_store_memory=OBJECT_STORE,
        )
    ray.data.DataContext.get_current().enable_progress_bars = False
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    workers = jobs or int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
    items = [
        {
            "address": shard.address,
            "size": shard.size,
            "modified": shard.modified.isoformat(),
            "folder": folder,
            "module": process.module,
            "function": process.name,
            "model": model,
        }
        for shard in shards
    ]
    results = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
        Worker,
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=min(workers, len(shards))),
        num_cpus=1,
        zero_copy_batch=True,
    )
    for row in results.iter_rows():
        yield Done(str(row["name"]), int(row["reports"]), int(row["errors"]))


class Worker:
    """A process of the cluster, in which the model is loaded once.

    It is told all by the items: what a constructor is told may be lost with a node, and the worker then too.
    """

    def __init__(self) -> None:
        os.environ["ONRECORD_THREADS"] = "1"  # as many workers as processors: each with one thread

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Process the shards of a batch."""
        found = []
        for number in range(len(batch["address"])):
            told = {name: values[number] for name, values in batch.items()}
            modified = datetime.fromisoformat(str(told["modified"]))
            shard = Shard(str(told["address"]), int(told["size"]), modified)
            process = Late(str(told["module"]), str(told["function"]))
            found.append(work(shard, str(told["folder"]), process, str(told["model"])))
        return {
            "name": [done.name for done in found],
            "reports": [done.reports for done in found],
            "errors": [done.errors for done in found],
        }


def _is_done(shard: Shard, folder: str, model: str) -> bool:
    files, place = storage(folder)
    path = f"{place.rstrip('/')}/{shard.name}"
    said = rows.look(files, path) if files.exists(path) else None
    return said is not None and (said.stamp, said.model, said.software) == (shard.stamp, model, __version__)


def _summary(shards: list[Shard], folder: str, model: str, done: int, known: int, failure: str) -> Summary:
    files, place = storage(folder)
    missing, reports, errors = [], 0, 0
    for shard in shards:
        said = rows.look(files, f"{place.rstrip('/')}/{shard.name}") if files.exists(place) else None
        if said is None or (said.stamp, said.model) != (shard.stamp, model):
            missing.append(shard.address)
        else:
            reports += said.reports
            errors += said.errors
    return Summary(len(shards), done, known, tuple(missing), reports, errors, failure)


def _in_words(error: Exception) -> str:
    """The cause of a failure in the cluster, on one line."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, OnrecordError):
        return str(cause)
    return " ".join(str(error).split())[-500:]
