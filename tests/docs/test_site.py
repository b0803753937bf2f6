"""The built pages fetch nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']?(https?:|//)|<link[^>]*rel=["']?(?:stylesheet|preload|icon|preconnect)["']?[^>]*href=["']?(https?:|//)"""
)


def test_pages_need_no_network(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        fetched = FETCHED.search(page.read_text(encoding="utf-8"))
        assert not fetched, f"{page.name}: {fetched}"
