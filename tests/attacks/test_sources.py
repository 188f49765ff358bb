"""What the sources may not do: put a value into SQL, or bring to life what a file of the user's says."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sources import MODULES, SOURCE, syntax_tree


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Each module of the program by its path, and what it says."""
    return ((str(path.relative_to(SOURCE)), syntax_tree(path)) for path in MODULES)


# --- SQL ------------------------------------------------------------------------------------------------------------

# Parameters, attributes and loop variables that stand in SQL, by their module: each is given names of columns and
# tables of ours, conditions that are written in the sources, or numbers that are made in place. What a new one holds is
# to be looked at before it comes in here: a value is bound with `?`.
LOOKED_AT: dict[str, set[str]] = {
    "actions/imports/orders/second_half.py": {"tables"},  # of the ledger, made anew in an empty database
    "ledger/checksums.py": {"columns", "group", "group.table", "ids", "order", "table"},  # see `_known`
    "ledger/facts/deliveries.py": {"condition", "index"},
    # temp or main; and names of columns
    "ledger/facts/orders.py": {
        "schema",
        "{name: column for name, column in zip(_INSERTED, [numbers, [shop] * len(table), *columns, digests], "
        "strict=True) if name == 'fulfilment' or any((value is not None for value in column))}",
        "others",
    },
    "ledger/facts/records.py": {"ids"},  # how many they are
    "ledger/journal.py": {"names", "table"},  # as the triggers of this run wrote them
    "ledger/log/difference.py": {"table"},
    "ledger/log/past.py": {"condition", "table"},
    "ledger/log/reader.py": {"order", "selection"},
    "ledger/log/report_news.py": {"queries"},
    "ledger/log/undo.py": {"change.table", "row", "table", "values"},  # checked by `_must_have`
    "ledger/upkeep/maintenance.py": {"condition", "name", "table"},
    "ledger/migrations/registry.py": {"statements"},
    "ledger/privacy/proof.py": {"name", "table"},  # of the sources, where personal data may stand
    "ledger/privacy/redaction.py": {"sql"},
    "ledger/privacy/replacements.py": {"condition"},
    "ledger/queries/search.py": {"filters", "now"},  # which of its conditions hold; their values are bound
    "ledger/queries/agenda.py": {"limit", "sort"},  # arguments of a function of the module
    "ledger/queries/stock.py": {"names"},  # of events
    "ledger/sent_alerts.py": {"columns", "table"},
    # of a file that is copied, as it names its tables; and a size
    "ledger/sqlite.py": {"-1000", "name", "number", "other", "pragma"},
    "ledger/upkeep/value_checks.py": {"condition", "name", "table"},  # of the sources
    # What a ledger's own definitions say is made anew in a copy of it, and what this program defines.
    "ledger/upkeep/repair.py": {
        "kind",
        "name",
        "sql",
        "model.definitions",
        "model.parts",
        "{(kind, name): sql for kind, name, sql in model.definitions}",
    },
    # tables and columns as a new ledger has them
    "ledger/transfer/filling.py": {"table.name", "table.selected"},
    "ledger/transfer/tables.py": {"table", "table.key", "table.name", "table.selected"},
    # of a ledger's own indexes, which are made anew in a copy of it
    "ledger/working_copy/indexes.py": {"connection.execute(f'SELECT name, sql FROM temp.{_TABLE}').fetchall"},
    "ledger/working_copy/loading.py": {"query"},
    "ledger/working_copy/storing.py": {"last.cases", "last.orders"},  # numbers
    "ledger/working_copy/tables.py": {"table"},
}


CONNECTIONS = {"connection", "live", "model"}  # given to what makes a part of a statement


class Statement:
    """The SQL of a call of `execute`, and what of it the sources do not tell."""

    def __init__(self, module: str, function: ast.AST, sql: ast.expr) -> None:
        self.module, self.function, self.line = module, function, sql.lineno
        self.unknown: set[str] = set()
        self._seen: set[str] = set()
        self._look(sql)

    def _look(self, part: ast.AST) -> None:
        match part:
            case ast.Constant() | ast.Compare():
                return
            case ast.JoinedStr():
                for value in part.values:
                    self._look(value)
            case ast.FormattedValue():
                self._look(part.value)
            case ast.Name(id=name):
                self._name(name)
            case ast.Attribute(attr=name):
                if not name.strip("_").isupper() and name != "_fields":
                    self.unknown.add(ast.unparse(part))
            case ast.Call():
                self._call(part)
            case ast.IfExp():
                self._look(part.body)
                self._look(part.orelse)
            case ast.BinOp():
                self._look(part.left)
                if not isinstance(part.op, ast.Mult):  # '?' * len(values)
                    self._look(part.right)
            case ast.BoolOp() | ast.List() | ast.Tuple():
                for value in part.values if isinstance(part, ast.BoolOp) else part.elts:
                    self._look(value)
            case ast.Starred() | ast.Subscript():
                self._look(part.value)
            case ast.Dict():
                for value in part.values:
                    self._look(value)
            case ast.GeneratorExp() | ast.ListComp():
                self._look(part.elt)
            case _:
                self.unknown.add(ast.unparse(part))

    def _call(self, call: ast.Call) -> None:
        """What a function of the ledger gives is looked at where it is written, by `functions`. Its arguments are."""
        name = ast.unparse(call.func)
        if name.endswith((".execute", ".fetchall", ".fetchone", "loads")):  # what comes out of a ledger or a file
            self.unknown.add(name)
        elif name.endswith((".items", ".values", ".keys", ".join", ".strip", ".split", ".format")):
            self._look(call.func.value)  # type: ignore[attr-defined]
        elif name in ("len", "int", "next_id", "range"):
            return
        for argument in call.args:
            self._look(argument)

    def _name(self, name: str) -> None:
        if name.strip("_").isupper() or name in self._seen or name in CONNECTIONS:
            return
        self._seen.add(name)
        sources = list(_assigned(self.function, name))
        if not sources:
            self.unknown.add(name)
        for source in sources:
            self._look(source)


def _assigned(function: ast.AST, name: str) -> Iterator[ast.expr]:
    """All that a variable of a function is given, also by a loop."""
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension):
            if any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node.target)):
                yield _part_of_zip(node.target, node.iter, name)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Name) and target.id == name:
                yield value
            elif isinstance(target, ast.Tuple):
                for place, one in enumerate(target.elts):
                    if isinstance(one, ast.Name) and one.id == name:
                        yield value.elts[place] if isinstance(value, ast.Tuple) else value
        elif (
            isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr)
            and isinstance(node.target, ast.Name)
            and node.target.id == name
            and node.value is not None
        ):
            yield node.value


def _part_of_zip(target: ast.expr, values: ast.expr, name: str) -> ast.expr:
    """What a loop's variable goes through: of `zip` the part that is its own."""
    if isinstance(values, ast.Call) and ast.unparse(values.func) == "zip" and isinstance(target, ast.Tuple):
        for one, part in zip(target.elts, values.args, strict=False):
            if isinstance(one, ast.Name) and one.id == name:
                return part
    return values


def statements() -> Iterator[Statement]:
    for module, tree in trees():
        inside = {child: f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for child in ast.walk(f)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("execute", "executemany", "executescript")
                and node.args
            ):
                yield Statement(module, inside.get(node, tree), node.args[0])


def test_a_value_comes_into_sql_as_a_parameter_alone() -> None:
    found = list(statements())
    assert len(found) > 200
    unknown = {
        f"{one.module}:{one.line}": rest for one in found if (rest := one.unknown - LOOKED_AT.get(one.module, set()))
    }
    assert not unknown
    assert set(LOOKED_AT) <= dict(trees()).keys()


# --- code -----------------------------------------------------------------------------------------------------------

FORBIDDEN = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "runpy.run_path", "import_module",
    "importlib.import_module", "yaml.load", "ast.literal_eval",
}  # fmt: skip
MODULES_FORBIDDEN = {"pickle", "marshal", "shelve", "dill", "yaml", "code", "codeop", "runpy", "cffi", "ctypes"}
# Where one is all the same, and what it is given.
KNOWN = {
    "cli.py import_module": "a module that stands in the table of commands",
    "commandline/completion/script.py import_module": "one of three shells",
    "commandline/manual/answers.py import_module": "a module that stands in the table of answers",
    "context/run_language.py ctypes": "the language of Windows",
    "importing/parse/staging/second_half.py marshal": "a file without a name, which a copy of this process fills",
    "named_tuple.py eval": "the names of a class's fields",
    "processes/second_process.py pickle": "a pipe into which nobody but a copy of this process writes",
}


def test_nothing_of_a_user_s_file_becomes_code() -> None:
    found = set[str]()
    for module, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in FORBIDDEN or (name.startswith("subprocess.") and "shell" in {k.arg for k in node.keywords}):
                    found.add(f"{module} {name}")
            elif isinstance(node, ast.Import):
                found |= {f"{module} {alias.name}" for alias in node.names if alias.name in MODULES_FORBIDDEN}
            elif isinstance(node, ast.ImportFrom) and node.module in MODULES_FORBIDDEN:
                found.add(f"{module} {node.module}")
    assert found == set(KNOWN)
