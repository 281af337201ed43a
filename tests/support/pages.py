"""What is measured on a page: accessibility, weight, reflow; must not know which page it is."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tools.browser import AXE

#: Only what is wrong comes back: what is right is a thousand times as much, and two processes had to carry it.
RUN = """options => axe.run({...options, resultTypes: ["violations"], selectors: false})
  .then(found => found.violations.map(broken => ({...broken, nodes: broken.nodes.map(node => node.html)})))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Weight:
    """What a visit cost on the wire."""

    bytes: int
    requests: tuple[str, ...]


def bring_checker(page: Page) -> None:
    """Have the accessibility checker wherever this page goes, where it goes to many places."""
    page.add_init_script(path=AXE)


def accessibility_violations(page: Page) -> list[str]:
    """Run axe on the page as it stands; each line names the rule, why, and the elements."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())  # evaluated, not linked: a strict content policy does not stop it
    return [
        f"{broken['id']}: {broken['help']} — " + "; ".join(html[:160] for html in broken["nodes"])
        for broken in page.evaluate(RUN, {"runOnly": RULES})
    ]


def faint_in_the_dark(page: Page) -> list[str]:
    """Run axe's rule of contrast on the page as it looks in the dark, after `accessibility_violations`."""
    page.emulate_media(color_scheme="dark")
    found = page.evaluate(RUN, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    return [html for broken in found for html in broken["nodes"]]


def weigh(page: Page, address: str) -> Weight:
    """Visit an address with an empty cache and add up every byte that came over the wire, headers included."""
    session = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    received: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
    )
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    session.detach()
    return Weight(round(sum(received.values())), tuple(asked.values()))


def overflow(page: Page, width: int = 320) -> int:
    """Return by how many pixels the page is wider than a window of that width; 0 is right."""
    page.set_viewport_size({"width": width, "height": 640})
    return page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")


def focus_order(page: Page, steps: int = 60) -> list[str]:
    """Press Tab through the page; returns what took the focus, as `tag name`, until it comes round again."""
    order: list[str] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(e => e && e !== document.body ? (e.tagName + ' ' + (e.name || e.innerText || e.title || '')).trim() : '')"
            "(document.activeElement)"
        )
        if not name:
            break
        order.append(name)
    return order
