"""pytest plug-in: a run in which a test was skipped, or expected to fail, has failed."""

import pytest

_left_out = {}


def pytest_runtest_logreport(report):
    """Note a test that did not run to its end."""
    if report.skipped:
        _left_out[report.nodeid] = _reason(report)


def pytest_collectreport(report):
    """Note a file that was skipped as a whole."""
    if report.skipped:
        _left_out[report.nodeid] = _reason(report)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Fail a run that would count as green."""
    if _left_out and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """Name what was left out."""
    if _left_out:
        terminalreporter.section("left out, which fails the run", red=True)
        for name, reason in _left_out.items():
            terminalreporter.write_line(f"{name}: {reason}")


def _reason(report):
    if hasattr(report, "wasxfail"):
        return report.wasxfail or "expected to fail"
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
