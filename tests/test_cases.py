"""What goes through many cases: all of them are asked, and every one that fails is listed."""

from pathlib import Path

import pytest

from tests.cases import Test, for_all, parts, table, yes


def is_small(number: int) -> None:
    assert number < 3


def differ(one: str, other: str) -> None:
    assert one != other


@pytest.mark.parametrize(
    ("property", "listed"),
    [
        pytest.param(for_all("number", [1, 5, 2, 4])(is_small), ["2 of 4 cases fail", "5: ", "4: "], id="a parameter"),
        pytest.param(for_all("one, other", ["ab", "cc"])(differ), ["1 of 2 cases fail", "'cc': "], id="two"),
        pytest.param(for_all("one", "ab")(for_all("other", "b")(differ)), ["1 of 2", "'b': ", "1 of 1"], id="both"),
        pytest.param(for_all("number", [])(is_small), ["0 of 0 cases fail"], id="no case"),
    ],
)
def test_every_fault_is_listed(property: Test, listed: list[str]) -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        property()
    assert [text for text in listed if text not in str(failed.value)] == []


def test_where_nothing_fails_nothing_is_listed() -> None:
    for_all("number", [0, 1, 2])(is_small)()


def test_an_error_names_its_case() -> None:
    with pytest.raises(TypeError) as raised:
        for_all("number", [1, "x"])(is_small)()
    assert raised.value.__notes__ == ["number: 'x'"]


def test_a_table_is_read_by_sections_and_kinds(tmp_path: Path) -> None:
    text = "# a remark\n[one]\na\\nb | yes | x ; y ## why\n | no |\n\n[two]\n\\u0020#1  ## the only cell\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    path = str(tmp_path / "x.txt")
    assert table(path, "one", str, yes, parts) == [("a\nb", True, ["x", "y"]), ("", False, [])]
    assert table(path, "two") == [" #1"]
    assert len(table(path)) == 3
