import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.faults.cluster import Cluster
from tests.faults.conftest import Project

PASSES = 'Scenario: It answers\n    When someone sends "GET /users"\n    Then the answer is 200'


def test_a_crash_of_the_service_is_told_with_its_last_lines_and_the_others_go_on(project: Project) -> None:
    project.feature('Scenario: It crashes\n    When someone sends "GET /crash"\n    Then the answer is 200', PASSES)
    seen = project.run("--bdd-driver=live")
    assert seen.verdicts == {"It crashes": "FAILED", "It answers": "PASSED"}
    said = r"GET http://127\.0\.0\.1:\d+/crash got no answer: the service service:app was ended by SIGKILL\."
    assert re.search(rf"{said} Its last lines:\n(    .*\n)*        out of cheese\n", seen.printed)
    assert project.left_behind() == []


def test_a_taken_port_is_named_and_the_remedy(project: Project) -> None:
    project.feature(PASSES)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        seen = project.run("--bdd-driver=live", f"--bdd-live-port={port}")
    assert seen.verdicts == {"It answers": "FAILED"}
    assert (
        f"Port {port} of 127.0.0.1 cannot be used: Address already in use. "
        "End what listens there, or take port 0, any free one."
    ) in seen.printed
    assert project.left_behind() == []


def test_a_service_that_does_not_start_shows_why_once_and_at_once(project: Project) -> None:
    project.feature(PASSES, PASSES.replace("It answers", "It answers again"))
    (project.folder / "broken.py").write_text("from service import *\napp.router.lifespan_context = None\n")
    seen = project.run("--bdd-driver=live", "-o", "bdd_app=broken:app")
    assert seen.verdicts == {"It answers": "FAILED", "It answers again": "FAILED"}
    assert re.search(
        r"The service broken:app did not start: it ended with exit status 3 before it answered GET http", seen.printed
    )


def test_a_killed_worker_leaves_no_database_on_a_server_of_the_users(project: Project, cluster: Cluster) -> None:
    killed = """Scenario: The worker is killed
    When someone sends "GET /users"
    Given "sh -c 'kill -KILL $PPID'" has been run"""
    project.feature(killed)
    seen = project.run(f"--bdd-database={cluster.url}", "-n1", "--max-worker-restart=0")
    assert "worker 'gw0' crashed while running 'features/faults.feature::The worker is killed'" in seen.printed
    assert cluster.databases() == ["postgres"]
    assert project.left_behind() == []


def test_serial_scenarios_never_run_beside_each_other(project: Project) -> None:
    scenarios = [
        f'@serial\n  Scenario: Turn {number}\n    Given the scenario takes note in "turn"\n'
        '    When someone sends "GET /users"\n    Then the answer is 200'
        for number in range(12)
    ]
    project.feature(*scenarios)
    seen = project.run("-n2", "--dist=load", "--maxschedchunk=1")
    assert seen.counts == "12 passed"
    assert project.left_behind() == []


@contextmanager
def serving() -> Iterator[str]:
    """Serve what needs no database, as somebody else would."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"[]")

        def do_POST(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_elsewhere_what_needs_the_database_or_writes_is_skipped_and_counted(project: Project) -> None:
    project.feature(
        PASSES,
        'Scenario: It needs a row\n    Given Alice is registered\n    When someone sends "GET /users"\n    Then the answer is 200',
        'Scenario: It would write\n    When someone sends "POST /users/Bob"\n    Then the answer is 200',
        '@writes\n  Scenario: It may write\n    When someone sends "POST /users/Bob"\n    Then the answer is 404',
    )
    with serving() as url:
        seen = project.run(f"--bdd-base-url={url}")
        strict = project.run(f"--bdd-base-url={url}", "--bdd-strict")
    assert seen.verdicts == {
        "It answers": "PASSED",
        "It needs a row": "SKIPPED",
        "It would write": "SKIPPED",
        "It may write": "PASSED",
    }
    assert seen.status == 0
    assert "1 scenario: changes data there; tag it @writes if it may" in seen.printed
    assert "1 scenario: needs its database" in seen.printed
    assert strict.verdicts["It needs a row"] == strict.verdicts["It would write"] == "FAILED"
    assert "The service runs elsewhere (bdd_base_url), and this needs its database." in strict.printed
