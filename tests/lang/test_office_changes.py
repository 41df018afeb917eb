"""Changes of office that the tables had missed or ended too early."""

from pathlib import Path

import pytest

import onrecord.lang

EN = Path(onrecord.lang.__file__).parent / "en"


@pytest.mark.parametrize(
    ("table", "start"),
    [
        (
            "offices/southeast_asia.tsv",
            "THA\tdefence_minister\tDefence Minister\tSutin Klungsang\t\tm\t2023-09\t2024-09\t",
        ),
        ("offices/europe_west.tsv", "IRL\tdefence_minister\tDefence Minister\tMicheál Martin\t\tm\t2022-12\t2025-01\t"),
        ("offices/europe_west.tsv", "IRL\tdefence_minister\tDefence Minister\tSimon Harris\t\tm\t2025-01\t2025-11\t"),
        ("bodies.tsv", "PAK\tMIL\tInter-Services Public Relations\tISPR"),
    ],
)
def test_row(table: str, start: str) -> None:
    assert any(line.startswith(start) for line in (EN / table).read_text(encoding="utf-8").splitlines())
