"""`config`: what is read, what is set and what is refused; the file's comments stay, and a mistake changes nothing."""

from __future__ import annotations

import json
import stat
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from transcripts import Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    """A shop, and a configuration with comments of its owner's."""
    shell.ok("init --shop uk-main --market GB")
    config = file(shell)
    config.write_text(
        f"# mine\n{config.read_text(encoding='utf-8')}\n[costs]  # in pounds\n# a comment\nhandling = 2.00\n",
        encoding="utf-8",
    )


def file(shell: Shell) -> Path:
    return shell.home / "config/aftersales/config.toml"


def read(shell: Shell) -> dict[str, Any]:
    return tomllib.loads(file(shell).read_text(encoding="utf-8"))


def test_the_path(shell: Shell) -> None:
    assert shell.ok("config path").out == f"{file(shell)}\n"
    assert shell.ok("--config other.toml config path").out == "other.toml\n"


def test_what_is_set_is_read_again(desk: Shell) -> None:
    for key, value in {
        "costs.recovery": "0.664",
        "shops.uk-main.costs.service_fee": "3.60",
        'skus."LAMP-1".landed_cost': "3",
        'skus."LAMP 1".returnable': "false",
        "house.contact": "12 hours",
        "shops.uk-main.return_address": '1 "Dock" Rd # 2',
    }.items():
        desk.ok(["config", "set", key, value])
        assert desk.ok(["config", "get", key]).out == f"{value}\n"
    assert read(desk)["skus"] == {"LAMP-1": {"landed_cost": 3}, "LAMP 1": {"returnable": False}}
    text = file(desk).read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert "[costs]  # in pounds\n# a comment\nhandling = 2.00\nrecovery = 0.664\n" in text
    desk.ok("config check")


def test_a_table_and_json(desk: Shell) -> None:
    desk.ok("config set 'skus.\"LAMP 1\".landed_cost' 3.10")
    assert desk.ok("config get skus").out == '"LAMP 1".landed_cost\t3.10\n'
    assert json.loads(desk.ok("config get skus --json").out) == {"LAMP 1": {"landed_cost": "3.10"}}
    run = desk("config get costs.recovery")
    assert (run.code, run.out) == (1, "")
    assert "costs.recovery is not set in" in run.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("config set costs.handlng 2", "[costs]: unknown key 'handlng'; did you mean 'handling'?"),
        ("config set costs.handling cheap", "[costs]: handling is cheap; write an amount such as 2.90"),
        ("config set costs.handling 2,90", "[costs]: handling is 2,90; write an amount such as 2.90"),
        ("config set costs.handling 1e3", "[costs]: handling is 1e3; write an amount such as 2.90"),
        ("config set costs.handling nan", "[costs]: handling is nan; write an amount such as 2.90"),
        ("config set -- costs.handling -2", "[costs]: handling is -2; write an amount such as 2.90"),
        ("config set costs.recovery 1.5", "[costs]: recovery is 1.5; write a share from 0 to 1, such as 0.66"),
        ("config set costs.recovery 66%", "[costs]: recovery is 66%; write a share from 0 to 1, such as 0.66"),
        ("config set costs.expected_returns 0", "[costs]: expected_returns is 0; write a whole number of 1 or more"),
        ("config set costs.expected_returns 2.5", "expected_returns is 2.5; write a whole number of 1 or more"),
        ("config set costs.returnable maybe", "returnable is 'maybe'; it takes true or false, without quotes"),
        ("config set costs.currency gbp", "[costs]: currency is 'gbp'; write its three letters, such as \"GBP\""),
        ("config set skus.A.category hygeine", "category is 'hygeine'; did you mean 'hygiene', whose goods never"),
        ("config set shops.uk-main.costs.fee 2", "[shops.uk-main.costs]: unknown key 'fee'"),
        ("config set shops.us.costs.handling 2", "[shops.us] market is missing"),
        ("config set shops.uk-main.market US", "A shop's market can't change"),
        ("config set shops.uk-main.policy nonsense", "[shops.uk-main] policy 'nonsense' is not known"),
        ("config set house.contact soon", "[house] contact"),
        ("config set nonsense.x 2", "unknown key 'nonsense'"),
        ("config set display.timezone Mars", "[display] timezone is 'Mars', which is not a time zone; write one such"),
        ("config set display.pagr less", "[display] unknown key 'pagr'; did you mean 'pager'?"),
    ],
)
def test_a_value_that_can_t_be_is_refused_and_nothing_changes(desk: Shell, line: str, said: str) -> None:
    before = file(desk).read_bytes()
    run = desk(line)
    assert (run.code, run.out) == (1, "")
    assert said in run.err
    assert file(desk).read_bytes() == before


@pytest.mark.parametrize("key", ["costs", "costs..x", "a b.c", "costs.x=1"])
def test_what_is_no_key_is_wrong_usage(desk: Shell, key: str) -> None:
    assert desk(["config", "set", key, "2"]).code == 2


def test_every_mistake_is_told_with_its_place(desk: Shell) -> None:
    with file(desk).open("a", encoding="utf-8") as config:
        config.write('recovery = 2\n[skus.A]\nlanded_cost = "x"\nofer = 1\n[shops.uk-main.costs]\nreturnable = "no"\n')
    run = desk("config check")
    where = file(desk)
    assert run.code == 1
    assert run.err.splitlines() == [
        f"aftersales: {where}: [costs]: recovery is 2; write a share from 0 to 1, such as 0.66",
        f"{where}: [shops.uk-main.costs]: returnable is 'no'; it takes true or false, without quotes",
        f"{where}: [skus.\"A\"]: unknown key 'ofer'; did you mean 'offer'?",
        f'{where}: [skus."A"]: landed_cost is x; write an amount such as 2.90',
    ]
    desk.ok("due")  # a slip in a landed cost must not hide the morning list
    desk.ok("config set costs.recovery 0.2")  # one mistake can be mended while others are left
    assert "recovery" not in desk("config check").err


def test_a_file_in_a_form_that_can_t_be_changed_is_left_alone(desk: Shell) -> None:
    file(desk).write_text('shops = { uk-main = { market = "GB" } }\n\n[[costs]]\nhandling = 2\n', encoding="utf-8")
    before = file(desk).read_bytes()
    run = desk("config set costs.handling 3")
    assert run.code == 1
    assert run.err.endswith("Change it by hand:\n  costs.handling = 3\n")
    assert file(desk).read_bytes() == before


def test_a_table_in_braces_line_ends_and_a_byte_order_mark_stay(desk: Shell) -> None:
    file(desk).write_bytes(
        b'\xef\xbb\xbfshops = { uk-main = { market = "GB" } } # mine\r\ncosts = { handling = 2 }\r\n'
    )
    desk.ok("config set costs.handling 3")
    desk.ok("config set costs.recovery 0.5")
    assert file(desk).read_bytes() == (
        b'\xef\xbb\xbfshops = { uk-main = { market = "GB" } } # mine\r\ncosts = { handling = 3, recovery = 0.5 }\r\n'
    )


def test_a_named_file_must_be_there_and_the_usual_one_is_made(shell: Shell) -> None:
    assert shell("--config gone.toml config set costs.handling 2").code == 1
    assert not Path("gone.toml").exists()
    shell.ok("config set costs.handling 2")
    assert read(shell) == {"costs": {"handling": 2}}
    if sys.platform != "win32":
        assert stat.S_IMODE(file(shell).stat().st_mode) == 0o600


# --- many SKUs at once ----------------------------------------------------------------------------------------------


def goods(shell: Shell, text: str) -> str:
    path = shell.home / "goods.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_figures_of_many_skus(desk: Shell) -> None:
    desk.ok("config set skus.A.landed_cost 1")
    desk.ok("config set skus.A.recovery 0.9")
    before = file(desk).read_text(encoding="utf-8")
    csv = "SKU,Landed cost,recovery,returnable,category\nA,3.10,,yes,\nB 2,4,0.5,no,Hygiene\n\nC,,,,lamps\n"
    run = desk.ok(["config", "costs", "import", goods(desk, csv), "--dry-run"])
    assert file(desk).read_text(encoding="utf-8") == before
    run = desk.ok(["config", "costs", "import", goods(desk, csv)])
    assert run.err.startswith("3 SKUs, 7 figures set.")
    assert read(desk)["skus"] == {
        "A": {"landed_cost": 3.10, "recovery": 0.9, "returnable": True},
        "B 2": {"landed_cost": 4, "recovery": 0.5, "returnable": False, "category": "hygiene"},
        "C": {"category": "lamps"},
    }
    assert file(desk).read_text(encoding="utf-8").startswith("# mine\n")


def test_every_mistake_of_the_file_at_once_and_nothing_written(desk: Shell) -> None:
    before = file(desk).read_bytes()
    csv = "sku,landed_cost,recovery,returnable,category\nA,3,66%,perhaps,foods\n,4,,,\nB,£2,,,\nA,5,,,\n"
    run = desk(["config", "costs", "import", goods(desk, csv)])
    where = desk.home / "goods.csv"
    assert run.code == 1
    assert run.err.splitlines() == [
        f"aftersales: {where}: row 2: recovery is 66%; write a share from 0 to 1, such as 0.66",
        f"{where}: row 2: returnable is 'perhaps'; it takes true or false, without quotes",
        f"{where}: row 2: category is 'foods'; did you mean 'food', whose goods never come back?",
        f"{where}: row 3: sku is empty",
        f"{where}: row 4: landed_cost is £2; write an amount such as 2.90",
        f"{where}: row 5: sku A is already in row 2",
        "Nothing was written.",
    ]
    assert file(desk).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sku,landedcost\nA,3\n", "the header: unknown key 'landedcost'; did you mean 'landed_cost'?"),
        ("landed_cost,landed_cost\n3,3\n", "the header: landed_cost is there twice"),
        ("landed_cost\n3\n", "the header: there is no column sku"),
        ("sku,landed_cost\nA,\n", "no row sets a figure"),
    ],
)
def test_a_file_that_sets_nothing(desk: Shell, text: str, said: str) -> None:
    run = desk(["config", "costs", "import", goods(desk, text)])
    assert run.code == 1
    assert said in run.err


def test_a_file_in_another_encoding(desk: Shell) -> None:
    """The option and the sentences are those of `import`; a guess is told."""
    path = desk.home / "goods.csv"
    line = ["config", "costs", "import", str(path)]
    path.write_bytes("sku,landed_cost\nTaille-é,3\n".encode("cp1252"))
    run = desk(line)
    assert (run.code, run.err) == (
        1,
        f"aftersales: {path}: the file is written in neither UTF-8 nor GB18030. Name the encoding it was saved in with "
        "--encoding, such as utf-8, gb18030 or cp1252.\n",
    )
    assert desk([*line, "--encoding", "klingon"]).err.startswith(
        f"aftersales: {path}: the encoding klingon is not known. Name the encoding"
    )
    assert "skus" not in read(desk)
    assert "GB18030" not in desk.ok([*line, "--encoding", "cp1252"]).err
    path.write_bytes("sku,landed_cost\n蓝色大号台灯,4\n".encode("gb18030"))
    run = desk.ok([*line, "--dry-run"])
    assert f"{path}: read as GB18030 (Chinese); if names look wrong, use --encoding." in run.err
    assert "GB18030" not in desk.ok([*line, "--encoding", "gb18030"]).err
    assert read(desk)["skus"] == {"Taille-é": {"landed_cost": 3}, "蓝色大号台灯": {"landed_cost": 4}}


@pytest.mark.slow
def test_a_thousand_skus_in_a_moment(desk: Shell) -> None:
    rows = "".join(f"SKU-{n:04},{n}.50,0.5,true,lamps\n" for n in range(1000))
    desk.ok(["config", "costs", "import", goods(desk, f"sku,landed_cost,recovery,returnable,category\n{rows}")])
    desk.ok(["config", "costs", "import", goods(desk, f"sku,landed_cost,recovery,returnable,category\n{rows}")])
    assert len(read(desk)["skus"]) == 1000
    assert file(desk).read_text(encoding="utf-8").count("landed_cost") == 1000


def test_a_rule_set_that_is_none_is_named_with_its_place(desk: Shell) -> None:
    told = file(desk).read_text(encoding="utf-8")
    file(desk).write_text(told.replace('market = "GB"', 'market = "GB"\npolicy = "nope"'), encoding="utf-8")
    for line in ("due", "cases", "show 1", "config check"):
        run = desk(line)
        assert (run.code, run.out) == (1, ""), line
        assert f"{file(desk)}: [shops.uk-main] policy 'nope' is not known; known are tiktok" in run.err, line


def test_texts_with_characters_that_name_no_file_are_mistakes(desk: Shell) -> None:
    """A NUL is in no path: the system refuses it in the middle of a run."""
    before = file(desk).read_text(encoding="utf-8")
    for text, mistake in (
        (
            '[shops.uk-main]\nmarket = "GB"\nexports = "a\\u0000b"\n',
            "[shops.uk-main] exports contains invisible characters",
        ),
        ('[display]\npager = "less\\u001b[2J"\n', "[display] pager contains invisible characters"),
        ('[shops."a\\u0000b"]\nmarket = "GB"\n', "the name contains invisible characters"),
    ):
        file(desk).write_text(text, encoding="utf-8")
        for line in ("import", "config check", "due"):
            run = desk(line)
            assert (run.code, mistake in run.err) == (1, True), (line, run)
    file(desk).write_text(
        before + '[shops.us]\nmarket = "US"\nreturn_address = "1 Dock Rd\\nLeeds"\n', encoding="utf-8"
    )
    desk.ok("config check")
