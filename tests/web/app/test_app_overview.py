"""The overview in a real browser: map, filters, timeline, list, search, and its address."""

import re

import pytest

from app_ledger import ARABIC
from app_page import MAP_DRAWN, Page, until, until_text


def matched(page: Page) -> str:
    return page.inner_text(".matched")


def wait_matched(page: Page, words: str) -> None:
    until_text(page, ".matched", words)


def box(page: Page, facet: str, words: str) -> Page:
    return page.locator(f'.facet[data-facet="{facet}"] li', has_text=words).locator("input")


def test_the_overview_shows_map_timeline_filters_and_list(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    until(page, MAP_DRAWN)
    assert page.locator(".list .row").count() == 5
    assert box(page, "side", "Northern").count() == 0
    assert box(page, "side", "North Federation").is_visible()
    assert "not on the map" in page.inner_text(".covered")
    assert "without a day" in page.inner_text(".covered")


def test_a_filter_leaves_what_fits_everywhere_and_stands_in_the_address(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    box(page, "status", "unconfirmed").check()
    wait_matched(page, "1 of 5")
    assert "status=unconfirmed" in page.url
    until(page, "document.querySelectorAll('.list .row').length === 1")
    assert "Shelling" in page.inner_text(".list .row")
    page.get_by_role("button", name="Remove Told as unconfirmed").click()
    wait_matched(page, "5 incidents")
    assert "status=" not in page.url


@pytest.mark.parametrize("is_map_there", [True, False], ids=["map", "before-map"])
def test_back_and_forward_go_through_the_filters(app: Page, *, is_map_there: bool) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    if is_map_there:  # it has put its position into the address
        until(page, "location.search.includes('map=')")
    box(page, "standing", "contested").check()
    wait_matched(page, "1 of 5")
    for _ in range(3):
        page.go_back()
        wait_matched(page, "5 incidents")
        page.go_forward()
        wait_matched(page, "1 of 5")


def test_a_step_back_holds_against_a_map_that_settles_late(app: Page) -> None:
    """A position that the map tells between the step and its showing changes no filter."""
    page = app.open("/")
    wait_matched(page, "5 incidents")
    until(page, MAP_DRAWN)
    box(page, "standing", "contested").check()
    wait_matched(page, "1 of 5")
    page.get_by_label("Zoom the map in").click()  # still flying when the step is taken
    page.go_back()
    wait_matched(page, "5 incidents")
    page.wait_for_timeout(800)
    assert matched(page) == "5 incidents"
    assert "standing=" not in page.url


def test_a_shared_address_opens_to_the_same(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    until(page, MAP_DRAWN)
    box(page, "type", "Battles").check()
    page.locator(".zooms button", has_text="Whole").click()
    wait_matched(page, "4 of 5")
    page.get_by_label("Zoom the map in").click()
    until(page, "location.search.includes('map=')")
    page.wait_for_timeout(800)
    told, address = matched(page), page.url
    again = app.open(address.removeprefix(app.base))
    wait_matched(again, told)
    until(again, MAP_DRAWN)
    assert re.findall(r"map=[^&]*", again.url) == re.findall(r"map=[^&]*", address)


def test_a_range_brushed_on_the_timeline_filters_all(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    stage = page.locator(".stage").bounding_box()
    page.mouse.move(stage["x"] + stage["width"] * 0.25, stage["y"] + 60)
    page.mouse.down()
    page.mouse.move(stage["x"] + 2, stage["y"] + 60, steps=5)
    page.mouse.up()
    until(page, "location.search.includes('from=')")
    wait_matched(page, "2 of 5")
    until(page, "document.querySelectorAll('.list .row').length === 2")
    page.get_by_role("button", name="All days").click()
    wait_matched(page, "5 incidents")


def test_the_range_can_be_set_by_keys_and_by_date(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    page.get_by_label("To", exact=True).fill("2031-05-05")
    wait_matched(page, "1 of 5")
    grip = page.get_by_role("slider", name="Range ends")
    for _ in range(8):
        grip.press("ArrowRight")
    wait_matched(page, "2 of 5")
    assert "2031" in grip.get_attribute("aria-valuetext")


def test_play_moves_the_range_to_the_end(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    page.get_by_role("button", name="Play").click()
    until(page, "location.search.includes('from=')")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Play").wait_for()


def test_search_finds_words_in_claims_and_offers_names(app: Page) -> None:
    page = app.open("/")
    wait_matched(page, "5 incidents")
    search = page.locator("#q")
    search.fill("arv")
    page.locator("#offers [role=option]", has_text="Arvane").first.wait_for()
    search.press("ArrowDown")
    assert page.locator("#offers [aria-selected=true]").count() == 1
    search.press("Escape")
    search.fill("ambushed")
    search.press("Enter")
    wait_matched(page, "1 of 5")
    page.locator(".list mark", has_text="ambushed").wait_for()
    assert "q=ambushed" in page.url


def test_a_name_that_is_offered_leads_to_its_page(app: Page) -> None:
    page = app.open("/")
    search = page.locator("#q")
    search.fill("arvane")
    page.locator("#offers [role=option]", has_text="Arvane").first.wait_for()
    search.press("ArrowDown")
    search.press("Enter")
    page.wait_for_url("**/places/**")
    app.ready(page)
    assert page.inner_text("main > article h1") == "Arvane"


def test_an_incident_opens_beside_the_map_and_closes_with_escape(app: Page) -> None:
    page = app.open("/")
    page.locator(".list .row h3 a", has_text="near Tolm").first.click()
    page.locator(".panel .to-page").wait_for()
    assert "open=" in page.url
    page.keyboard.press("Escape")
    page.locator(".panel .to-page").wait_for(state="detached")
    assert "open=" not in page.url


def test_the_map_says_so_and_the_rest_works_without_webgl(app: Page) -> None:
    page = app.open("/runs")
    page.context.add_init_script(
        "HTMLCanvasElement.prototype.getContext = (old => function (kind, ...rest) {"
        " return /webgl/.test(kind) ? null : old.call(this, kind, ...rest) })"
        "(HTMLCanvasElement.prototype.getContext)"
    )
    page.goto(f"{app.base}/")
    page.locator(".no-map").wait_for()
    wait_matched(page, "5 incidents")
    assert page.locator(".list .row").count() == 5


def test_disputed_borders_can_be_hidden_and_the_address_says_so(app: Page) -> None:
    page = app.open("/")
    until(page, MAP_DRAWN)
    page.locator("summary", has_text="Legend").click()
    page.get_by_label("Disputed borders").select_option("hidden")
    until(page, "location.search.includes('borders-hidden')")


def test_nothing_matches_is_said(app: Page) -> None:
    page = app.open("/?q=zeppelin")
    wait_matched(page, "0 of 5")
    page.get_by_text("Nothing matches").wait_for()


def test_a_filter_that_cannot_be_is_answered_with_its_sentence(app: Page) -> None:
    page = app.open("/runs")
    app.expected.append("status of 400")
    page.goto(f"{app.base}/?status=perhaps")
    until_text(page, ".matched", "status: 'perhaps'")


def test_names_from_right_to_left_are_isolated(app: Page) -> None:
    page = app.open("/reports/bridge-1")
    heading = page.locator("h1 bdi")
    assert heading.inner_text() == ARABIC
    assert heading.evaluate("node => getComputedStyle(node).direction") == "rtl"
