"""What the user chose for the page: may it write, and whose base map does it draw.

A style may be an address, or a file, which is then given out by this server. Only hosts
that the user named (in the address, or in the file's own addresses) are let in, and only
for what a map asks of them.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from warledger.errors import ConfigError
from warledger.web.server.guard import host_of

STYLE_PATH = "/basemap/style.json"
ADDRESS = re.compile(r"https?://[^\s\"]+")
LARGEST_STYLE = 5_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices; `style_text` is the content of a style that is a file."""

    write: bool = False
    style: str | None = None
    tiles: str | None = None
    style_text: str | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts that the base map needs, in a fixed order."""
        given = [one for one in (self.style, self.tiles) if one]
        given += ADDRESS.findall((self.style_text or "").replace("\\/", "/"))
        return tuple(sorted({host for one in given if (host := host_of(one))}))


def read_settings(*, write: bool, style: str | None, tiles: str | None) -> Settings:
    """Return the settings; raises ConfigError for a base map that cannot be drawn."""
    if tiles is not None and (
        host_of(tiles) is None or not all(part in tiles for part in ("{z}", "{x}", "{y}"))
    ):
        raise ConfigError(
            f"--tiles {tiles}: expected an http address with {{z}}, {{x}} and {{y}}"
        )
    if style is None or host_of(style) is not None:
        return Settings(write, style, tiles)
    return Settings(write, STYLE_PATH, tiles, _read_style(Path(style)))


def _read_style(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        told = json.loads(text)
    except OSError as error:
        raise ConfigError(
            f"--style {path}: {error.strerror}; name an http address or a file"
        ) from error
    except ValueError as error:
        raise ConfigError(f"--style {path}: not JSON, expected a MapLibre style") from error
    if not isinstance(told, dict) or "layers" not in told or len(text) > LARGEST_STYLE:
        raise ConfigError(f"--style {path}: is not a MapLibre style (no layers in it)")
    return text
