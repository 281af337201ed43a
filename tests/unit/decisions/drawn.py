"""DMN files written for one promise each: a head, and what the promise is about."""

from engine import decisions

HEAD = '<definitions xmlns="{space}" name="{name}" namespace="{namespace}" id="{name}">'
NEWEST = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def file(body, *, space=NEWEST, name="file", namespace="urn:file"):
    return (HEAD.format(space=space, name=name, namespace=namespace) + body + "</definitions>").encode()


def decision(name, logic, *, requires="", type_=""):
    """One decision; `requires` is written `input:a decision:b knowledge:c`."""
    kinds = {
        "input": ("information", "Input"),
        "decision": ("information", "Decision"),
        "knowledge": ("knowledge",) * 2,
    }
    drawn = ""
    for one in requires.split():
        kind, target = one.split(":", 1)
        outer, inner = kinds[kind]
        target = target if "#" in target else f"#{target}"
        drawn += f'<{outer}Requirement><required{inner.capitalize()} href="{target}"/></{outer}Requirement>'
    typed = f' typeRef="{type_}"' if type_ else ""
    return f'<decision id="{name}" name="{name}"><variable name="{name}"{typed}/>{drawn}{logic}</decision>'


def literal(source, type_=""):
    typed = f' typeRef="{type_}"' if type_ else ""
    escaped = source.replace("&", "&amp;").replace("<", "&lt;")
    return f"<literalExpression{typed}><text>{escaped}</text></literalExpression>"


def inputs(*names, type_=""):
    """Input data; their ids are their names without spaces."""
    typed = f' typeRef="{type_}"' if type_ else ""
    return "".join(
        f'<inputData id="{name.replace(" ", "_")}" name="{name}"><variable name="{name}"{typed}/></inputData>'
        for name in names
    )


def table(rules, *, policy="UNIQUE", aggregation="", columns=("x",), outputs=("",), clauses=()):
    """A table: each rule is `tests > results`, both with | between columns."""
    aggregated = f' aggregation="{aggregation}"' if aggregation else ""
    drawn = f'<decisionTable id="t" hitPolicy="{policy}"{aggregated}>'
    for column in columns:
        drawn += f"<input><inputExpression><text>{column}</text></inputExpression></input>"
    for place, name in enumerate(outputs):
        inner = clauses[place] if place < len(clauses) else ""
        named = f' name="{name}"' if name else ""
        drawn += f"<output{named}>{inner}</output>"
    for rule in rules:
        tests, results = rule.split(" => ")
        drawn += "<rule>"
        drawn += "".join(f"<inputEntry><text>{_plain(one)}</text></inputEntry>" for one in tests.split("|"))
        drawn += "".join(f"<outputEntry><text>{_plain(one)}</text></outputEntry>" for one in results.split("|"))
        drawn += "</rule>"
    return drawn + "</decisionTable>"


def _plain(cell):
    return cell.strip().replace("<", "&lt;")


def decide(body, given=None, name=None, *, others=(), **options):
    return decisions.decide(decisions.read(file(body), others), given or {}, name, **options)


def tabled(x, rules, **options):
    """What a table over the input x comes to."""
    return decide(inputs("x") + decision("d", table(rules, **options), requires="input:x"), {"x": x}, "d")
