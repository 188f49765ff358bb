"""Writing the configuration file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aftersales.errors import ConfigError
from aftersales.file_lock import UNNAMED, Claim
from aftersales.language import tr
from aftersales.settings.config_file import parse_config, read_text
from aftersales.settings.load import mistakes_in
from aftersales.text import labelled

NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})


@contextmanager
def adding_shop(
    config: Path,
    name: str,
    market: str,
    channel: str = "tiktok",
    claim: Claim = UNNAMED,
    more: Mapping[str, Any] = NOTHING_MORE,
) -> Iterator[None]:
    """Add a shop's table, with the keys of `more`, at the end of the configuration file once the body has run; every
    other line stays. A missing file is made, for its owner only.

    A shop of that name and market that another process has just added stays as it is. Raises ConfigError where the
    table can't be added. Nothing is changed then, nor if the body raises.
    """
    from aftersales import file_writer

    with file_writer.alone(config, claim) as real:
        before = read_text(real)
        shops = parse_config(config, before).get("shops", {})
        if isinstance(shops, dict) and isinstance(known := shops.get(name), dict):
            if str(known.get("market")).casefold() != market.casefold():
                raise ConfigError(
                    tr(
                        "{config}: another program has just added shop {name} with market {known}, not {market}. "
                        "Nothing was written.",
                        name=name,
                        known=known.get("market"),
                        config=config,
                        market=market,
                    )
                )
            yield
            return
        with file_writer.drafted(
            real, _with_shop(config, before, {name: {"market": market, "channel": channel, **more}})
        ):
            yield


def _with_shop(config: Path, before: str, shops: Mapping[str, Any]) -> str:
    """The configuration's text with these shops at its end. Raises ConfigError where TOML forbids that."""
    import tomli_w

    table = tomli_w.dumps({"shops": shops})
    line_end = "\r\n" if "\r\n" in before else "\n"
    lacking = 0 if before.endswith(2 * line_end) else 1 if before.endswith("\n") else 2
    blank = line_end * lacking if before else ""
    after = before + blank + table.replace("\n", line_end)
    try:
        parse_config(config, after)
    except ConfigError:
        raise ConfigError(
            tr(
                "{config}: the shops are in a table on one line, which can't be extended here. Add the "
                "shop by hand:\n{table}",
                config=config,
                table=table.rstrip(),
            )
        ) from None
    return after


def change(
    config: Path,
    changes: Mapping[tuple[str, ...], str],
    check: Callable[[dict[str, Any]], None] | None = None,
    claim: Claim = UNNAMED,
) -> dict[str, Any]:
    """Put values (TOML texts, by path) into the configuration file; its comments and order stay. Returns the tables as
    they were before. `check` is called with those, while the file is locked, and raises where the values do not fit.

    Raises ConfigError, and changes nothing, where a value would be a mistake or can't be put into the file.
    """
    from aftersales import file_writer
    from aftersales.toml import edit as toml_edit
    from aftersales.toml.keys import dotted

    if wrong := [path for path, value in changes.items() if not _is_value(value)]:
        values = "\n".join(f"  {labelled(dotted(path), changes[path])}" for path in wrong[:5])
        raise ConfigError(tr("Not a number; write one such as 2.90. Nothing was changed:\n{values}", values=values))
    with file_writer.alone(config, claim) as real:
        before = read_text(real)  # under the lock: another process may just have changed it
        tables = parse_config(config, before)
        if check is not None:
            check(tables)
        try:
            after = toml_edit.put(before, changes)
        except ValueError:
            wanted = [f"{dotted(path)} = {value}" for path, value in list(changes.items())[:5]]
            raise _by_hand(config, wanted) from None
        refuse_new_mistakes(config, tables, after)
        file_writer.put(real, after)
    return tables


def unset(config: Path, path: tuple[str, ...], claim: Claim = UNNAMED) -> dict[str, Any]:
    """Take a key, or a table and all in it, out of the configuration file; its comments and order stay. Returns the
    tables as they were before.

    Raises KeyError where it is not set, and ConfigError, and changes nothing, where the file would be wrong without it
    or can't be changed by the program.
    """
    from aftersales import file_writer
    from aftersales.toml import edit as toml_edit
    from aftersales.toml.keys import dotted

    with file_writer.alone(config, claim) as real:
        before = read_text(real)
        tables = parse_config(config, before)
        try:
            after = toml_edit.remove(before, path)
        except ValueError:
            raise _by_hand(config, [tr("(delete) {key}", key=dotted(path))]) from None
        refuse_new_mistakes(config, tables, after)
        file_writer.put(real, after)
    return tables


def replace(config: Path, before: str, after: str, claim: Claim = UNNAMED) -> bool:
    """Put another text in the place of the configuration file's; returns whether that was done, which it is not where
    the file no longer holds the text `before`. Raises ConfigError where it can't be written.
    """
    from aftersales import file_writer

    with file_writer.alone(config, claim) as real:
        if read_text(real) != before:
            return False
        file_writer.put(real, after)
        return True


def refuse_new_mistakes(config: Path, tables: Mapping[str, Any], after: str) -> None:
    """Raise ConfigError with the mistakes in the text `after` that are not in the tables before it."""
    known = mistakes_in(config, tables)
    if fresh := [m for m in mistakes_in(config, parse_config(config, after)) if m not in known]:
        raise ConfigError("\n".join(fresh))


def _by_hand(config: Path, lines: Iterable[str]) -> ConfigError:
    wanted = "\n".join(f"  {line}" for line in lines)
    return ConfigError(
        tr(
            "{config}: the way this file is written can't be changed by the program. Change it by hand:\n{wanted}",
            config=config,
            wanted=wanted,
        )
    )


def _is_value(text: str) -> bool:
    import tomllib

    try:
        tomllib.loads(f"value = {text}")
    except ValueError:
        return False
    return True
