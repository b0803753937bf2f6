"""What the OpenAPI document promises is kept, whatever is asked."""

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app

KEPT = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


EXAMPLES = 4  # of each operation: a site answers all alike, so that few tell


def test_promises_are_kept(own: Ledger, tokens: Tokens) -> None:
    app = create_app([own], Settings(seconds=1.0, hosts=frozenset({"testserver"})), tokens)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    token, _ = tokens.make("Robot")
    asked = 0
    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        def keep(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            if "ledger" in case.path_parameters and asked % 4:
                case.path_parameters["ledger"] = "harbour"
            headers = {"authorization": f"Bearer {token}"} if asked % 3 else {}
            case.call_and_validate(headers=headers, checks=KEPT)

        keep()
    assert asked > 60


def test_every_page_is_described_with_its_errors(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    paths = document["paths"]
    pages = {path for path in paths if path.endswith(".json")}
    assert pages == set(paths) and len(pages) >= 20
    for path, methods in paths.items():
        for method, told in methods.items():
            assert told.get("summary"), (path, method)
            assert {"400", "404", "422"} <= told["responses"].keys(), (path, method)
            refused = told["responses"]["422"]["content"]["application/json"]["schema"]
            assert refused["$ref"].endswith("/ErrorEnvelope"), (path, method)
            for parameter in told.get("parameters", []):
                known = parameter["in"] == "path" or parameter.get("description")
                assert known, (path, parameter["name"])
