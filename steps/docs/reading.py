"""Join streams into one record: shards add up, drivers stand side by side, the last attempt wins."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from steps.docs.attempts import read_attempts, run_facts
from steps.docs.features import build_feature
from steps.docs.judging import Found
from steps.docs.messages import Json, Stream, read_stream
from steps.docs.model import Feature, Folder, Record
from steps.docs.origins import read_origin, read_troubles, started_at
from steps.docs.outline import Place, Places, find_places
from steps.docs.permalinks import path_slug
from steps.docs.vocabulary import read_vocabulary
from steps.docs.wording import planned_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

OPENAPI_MEDIA_TYPE = "application/vnd.oai.openapi+json"


class _Joined(Struct):
    """Gather what all streams say about each feature and each place."""

    features: dict[str, tuple[Json, Places]] = {}
    found: defaultdict[Place, Found] = field(default_factory=lambda: defaultdict(Found))

    def add(self, stream: Stream) -> None:
        places = {uri: find_places(uri, feature) for uri, feature in stream.documents.items()}
        self.features |= {uri: (feature, places[uri]) for uri, feature in stream.documents.items()}
        at_pickle: dict[str, tuple[Found, Json]] = {}
        driver = run_facts(stream).get("driver", "")
        for pickle in stream.pickles.values():
            if pickle["uri"] in places:
                found = self.found[places[pickle["uri"]].nodes[pickle["astNodeIds"][-1]]]
                found.plan(pickle, planned_steps(pickle, places[pickle["uri"]]))
                at_pickle[pickle["id"]] = found, pickle
        for test_case in stream.test_cases.values():
            if test_case["pickleId"] in at_pickle:
                found, pickle = at_pickle[test_case["pickleId"]]
                by_id = dict(zip([step["id"] for step in pickle["steps"]], found.planned, strict=True))
                found.attempts += read_attempts(stream, test_case, by_id, driver)


def read_files(paths: Iterable[Path]) -> Record:
    """Read records on disk as one.

    Raises ValueError for one that is empty, or broken before its last line, and OSError.
    """
    return read_record(map(_lines, paths))


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        yield from lines


def read_record(streams: Iterable[Iterable[str | bytes]]) -> Record:
    """Read Cucumber Messages streams, each an iterable of lines, as one record.

    Raises ValueError for a stream that is empty, or broken before its last line.
    """
    runs = sorted((run for lines in streams for run in read_stream(lines)), key=started_at)
    joined = _Joined()
    for run in runs:
        joined.add(run)
    features = [build_feature(uri, *written, joined.found) for uri, written in joined.features.items()]
    return Record(
        folders=_folders(features, _readmes(runs)),
        origins=tuple(read_origin(run) for run in runs),
        troubles=tuple(trouble for run in runs for trouble in read_troubles(run)),
        vocabulary=read_vocabulary(runs),
        openapi=next((json.loads(body["body"]) for body in _attached(runs, OPENAPI_MEDIA_TYPE)), None),
    )


def _attached(runs: Iterable[Stream], media_type: str) -> Iterator[Json]:
    return (body for run in runs for body in run.run_attachments if body["mediaType"] == media_type)


def _readmes(runs: Iterable[Stream]) -> Mapping[str, str]:
    named = (body for body in _attached(runs, "text/markdown") if "fileName" in body)
    readmes = {PurePosixPath(body["fileName"]): body["body"] for body in named}
    return {str(path.parent): text for path, text in readmes.items() if path.name == "README.md"}


def _folders(features: Iterable[Feature], readmes: Mapping[str, str]) -> tuple[Folder, ...]:
    grouped: defaultdict[str, list[Feature]] = defaultdict(list)
    for path in readmes:
        grouped[path] = []
    for feature in sorted(features, key=lambda feature: feature.uri):
        grouped[str(PurePosixPath(feature.uri).parent)].append(feature)
    return tuple(
        Folder(path, f"{path_slug(path)}/", readmes.get(path, ""), tuple(held))
        for path, held in sorted(grouped.items())
    )
