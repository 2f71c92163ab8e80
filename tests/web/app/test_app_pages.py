"""The pages of an incident, a place, a party, a report and the run, in a real browser."""

from collections.abc import Callable

from app_page import Page, until, until_text


def test_an_incident_has_a_row_a_claimant_and_marks_what_differs(
    app: Page, incident_at: Callable[[str], str]
) -> None:
    page = app.open(f"/incidents/{incident_at('Arvane')}")
    tellers = page.locator(".claimants tbody th").all_inner_texts()
    assert any("Defence ministry" in words for words in tellers)
    assert any("League spokesman" in words for words in tellers)
    assert page.locator(".claimants .differs").count() > 0
    assert "denies it" in page.inner_text(".denial")
    assert "Harbour Wire" in page.locator(".copies").first.text_content()
    assert page.locator(".links > li").count() > 0


def test_a_cell_opens_its_sentence_and_leads_to_the_place_in_the_report(
    app: Page, incident_at: Callable[[str], str]
) -> None:
    page = app.open(f"/incidents/{incident_at('Arvane')}")
    cell = page.locator(".claimants td[data-label=Killed] .cell", has_text="12").first
    cell.click()
    page.locator(".drawer mark").wait_for()
    assert page.inner_text(".drawer mark") == "12 League fighters"
    page.keyboard.press("Escape")
    page.locator(".drawer").wait_for(state="detached")
    assert cell.evaluate("node => node === document.activeElement")
    cell.click()
    page.get_by_text("Open the whole report here").click()
    app.ready(page)
    until(page, "document.querySelector('.spot') !== null")
    assert page.inner_text(".spot") == "12 League fighters"
    until_text(page, ".claim-card h2", "Government regains territory")


def test_a_place_has_a_lane_a_claimant_and_hatches_clashes(app: Page) -> None:
    page = app.open("/places/geonames:900001")
    assert page.inner_text("h1") == "Arvane"
    assert page.locator(".lanes li").count() == 2
    assert page.locator('.state .bar[fill^="url(#clash"]').count() >= 1
    assert "(clashes)" in page.inner_text(".plain-table")
    assert "the only town of its name here" in page.inner_text("article")


def test_a_speaker_an_actor_and_an_outlet_say_what_they_tell(app: Page) -> None:
    for address, heading in (
        ("/speakers/League%20spokesman", "League spokesman"),
        ("/actors/x:north-army", "Northern Army"),
        ("/outlets/River%20Post", "River Post"),
    ):
        page = app.open(address)
        assert page.inner_text("h1") == heading
        assert page.locator(".tile").count() >= 3
        assert page.locator(".rows .row").count() >= 1


def test_a_report_shows_spans_fields_and_what_was_left_out(app: Page) -> None:
    page = app.open("/reports/river-1")
    page.locator(".q", has_text="captured").first.click()
    until_text(page, ".claim-card h2", "Government regains territory")
    assert "2 sentences: no trigger" in page.inner_text("article")
    assert "caption" in page.inner_text("article")
    page.locator("label", has_text="places").locator("input").check()
    page.locator(".mention.k-place", has_text="Arvane").first.wait_for()
    page.keyboard.press("j")
    assert "#" in page.url


def test_a_copy_says_what_it_repeats(app: Page) -> None:
    page = app.open("/reports/wire-1")
    assert "repeats" in page.inner_text(".page-head")
    assert page.locator(".page-head a", has_text="river-1").count() == 1


def test_graphic_words_stay_behind_a_warning_until_asked_for(app: Page) -> None:
    page = app.open("/reports/monthly-1")
    assert page.locator(".report-text").count() == 0
    page.get_by_role("button", name="Show it").click()
    assert "corpses" in page.inner_text(".report-text")


def test_the_run_tells_what_was_read_and_what_it_cannot_say(app: Page) -> None:
    page = app.open("/runs")
    words = page.inner_text("article")
    for part in ("What it cannot say", "Coverage", "Manifest", "by hand"):
        assert part in words


def test_lists_of_names_lead_to_their_pages(app: Page) -> None:
    page = app.open("/incidents?tab=places")
    page.get_by_label("Find in places").fill("arv")
    page.locator(".name-list a", has_text="Arvane").click()
    app.ready(page)
    until_text(page, "h1", "Arvane")


def test_hostile_words_are_shown_as_text_and_run_nothing(app: Page) -> None:
    for address in ("/reports/trap%2F1", "/", "/incidents?tab=outlets", "/runs"):
        page = app.open(address)
        page.wait_for_timeout(300)
        assert page.evaluate("document.title") != "ran"
        assert page.locator("img, article script").count() == 0
    page = app.open("/reports/trap%2F1")
    assert "<script>" in page.inner_text("h1")
    assert len(page.inner_text("h1")) < 1_000
    assert "⟨U+202E⟩" in page.inner_text(".lead")
    assert "\u202e" not in page.inner_text("main")


def test_an_unknown_page_says_so(app: Page) -> None:
    page = app.open("/incidents/0000000000000000")
    assert page.inner_text("h1") == "Nothing here"


def test_a_view_is_reached_by_keyboard_alone(app: Page) -> None:
    page = app.open("/incidents/" + "0" * 16)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_numbers_and_days_are_written_as_the_reader_does(app: Page) -> None:
    page = app.open("/reports/river-1", locale="de-DE")
    assert "4. Mai 2031" in page.inner_text(".lead")
    page = app.open("/reports/river-1?lang=fr")
    assert "4 mai 2031" in page.inner_text(".lead")


def test_a_judgement_is_written_and_undone(app: Page, served_to_write: str) -> None:
    page = app.open("/incidents", base=served_to_write)
    page.locator(".row h3 a", has_text="Arvane").first.click()
    page.locator(".links").first.wait_for()
    page.locator(".judging button", has_text="Same").first.click()
    page.locator(".judging button", has_text="Undo").first.wait_for()
    assert "said: same" in page.locator(".verdict").first.inner_text()
    page.locator(".judging button", has_text="Undo").first.click()
    page.locator(".verdict").wait_for(state="detached")


def test_nobody_may_judge_where_nothing_may_be_written(
    app: Page, incident_at: Callable[[str], str]
) -> None:
    page = app.open(f"/incidents/{incident_at('Arvane')}")
    assert page.locator(".links > li").count() > 0
    assert page.locator(".judging").count() == 0
