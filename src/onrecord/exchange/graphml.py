"""Discourse networks as GraphML, for Gephi, visone and networkx: one file for each network.

The networks are those of `onrecord.exchange.networks`. Letters that XML can't hold are replaced.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import networkx  # type: ignore[import-untyped]

from onrecord.exchange.csv_files import unwritable
from onrecord.exchange.fields import RecordDict
from onrecord.exchange.networks import affiliation, conflict, congruence

NETWORKS: dict[str, Callable[[Iterable[RecordDict]], networkx.Graph]] = {
    "affiliation": affiliation,
    "congruence": congruence,
    "conflict": conflict,
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(records: Iterable[RecordDict], folder: Path) -> list[Path]:
    """Write the networks.

    Args:
        records: as an export gives them.
        folder: where to put the files; made where it is missing, files of the same names replaced.

    Returns:
        The files: `affiliation.graphml`, `congruence.graphml`, `conflict.graphml`.

    Raises:
        LedgerError: they can't be written there.
    """
    kept = [record for record in records if record["type"] in ("position", "issue", "actor")]
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, network in NETWORKS.items():
            path = folder / f"{name}.graphml"
            text = "\n".join(networkx.generate_graphml(_clean(network(kept)), named_key_ids=True))
            path.write_text('<?xml version="1.0" encoding="utf-8"?>\n' + text + "\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise unwritable(folder, error) from error
    return written


def _clean(graph: networkx.Graph) -> networkx.Graph:
    """The graph without letters that XML can't hold."""
    everything = [*graph.nodes(data=True), *((edge[:2], edge[2]) for edge in graph.edges(data=True))]
    for _, attributes in everything:
        for name, value in attributes.items():
            if isinstance(value, str):
                attributes[name] = _NOT_XML.sub("\ufffd", value)
    return graph
