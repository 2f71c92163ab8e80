"""Tasks spread over processes: begun at once, a few at a time, told in their order."""

import os
from collections.abc import Iterator

import pytest

from warledger.errors import ResourceError
from warledger.executors.workers import TASKS_PER_WORKER, Workers


def below_zero(count: int, asked: list[int]) -> Iterator[tuple[int]]:
    for number in range(count):
        asked.append(number)
        yield (-number,)


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_the_order_of_the_tasks(count: int) -> None:
    with Workers() as hands:
        hands.start(count, abs, 0)
        assert list(hands.do(abs, below_zero(50, []))) == list(range(50))


def test_the_first_tasks_begin_before_a_result_is_asked_for_and_few_at_a_time() -> None:
    asked: list[int] = []
    with Workers() as hands:
        hands.start(2, abs, 0)
        results = hands.do(abs, below_zero(50, asked))
        assert len(asked) == 2 * TASKS_PER_WORKER
        assert [next(results), next(results)] == [0, 1]
        assert len(asked) == 2 * TASKS_PER_WORKER + 2


def test_fewer_tasks_than_workers_and_none() -> None:
    with Workers() as hands:
        hands.start(2, abs, 0)
        assert list(hands.do(abs, [(-3,)])) == [3]
        assert list(hands.do(abs, [])) == []


def test_a_worker_that_ends_is_told_with_what_to_do() -> None:
    with Workers() as hands:
        hands.start(2, abs, 0)
        with pytest.raises(ResourceError, match="fewer --workers"):
            list(hands.do(os._exit, [(1,)]))


@pytest.mark.parametrize("count", [1, 2])
def test_workers_that_start_again_are_others_and_as_many(count: int) -> None:
    with Workers() as hands:
        hands.start(count, abs, 0)
        before = set(hands.do(os.getpid, [()] * 8))
        hands.start_again()
        after = set(hands.do(os.getpid, [()] * 8))
    if count == 1:
        assert before == after == {os.getpid()}
    else:
        assert after.isdisjoint(before | {os.getpid()})
        assert len(after) <= count
