"""How a stage's tasks are done: one after the other, unless an executor spreads them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import starmap
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")


class Doing(Protocol):
    """Calls a function with each task's arguments; yields in the order of the tasks."""

    def __call__(
        self, function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]
    ) -> Iterator[Result]:
        """Yield what the function returns for each task."""


def one_by_one(
    function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]
) -> Iterator[Result]:
    """Do each task here, when its result is asked for."""
    return starmap(function, tasks)
