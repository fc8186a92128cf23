"""How tests are run: nothing skipped where everything is asked for, nothing left to chance."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.support.corpus import CORPUS_REASON, SPEC_CORPUS

# Documents of others are not part of the repository; everything else can be had.
ALLOWED = [CORPUS_REASON, "SPEC_CORPUS", "REFERENCE_DOCS"]
if SPEC_CORPUS is None:
    ALLOWED.append("got empty parameter set")
REQUIRE_ALL = os.environ.get("SPECPRESS_REQUIRE_ALL") == "1"

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.register_profile("search", settings.get_profile("steady"), derandomize=False)
settings.load_profile(os.environ.get("SPECPRESS_HYPOTHESIS", "steady"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    """With SPECPRESS_REQUIRE_ALL=1 a skip is a failure, but for what only maintainers have."""
    report: pytest.TestReport = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(allowed in reason for allowed in ALLOWED):
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be: {reason}"
    return report
