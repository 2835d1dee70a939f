"""Sealing: personal data becomes a ciphertext under its dossier's key, and comes back only on demand."""

from __future__ import annotations

import base64
import dataclasses
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from ledger.kernel.event import Event, Fresh, Sealed
from ledger.kernel.state import member_names, replace
from ledger.vault.keys import KeyDestroyed, Keys

E = TypeVar("E", bound=Event)

DESTROYED: Final = "已销毁"
"""What stands where a value was sealed under a key that has been destroyed since."""


class Unsealable(ValueError):
    """The text cannot be sealed because it cannot be written as UTF-8."""


class Unreadable(Exception):
    """A sealed value was changed, put together from several, or made by an unknown algorithm."""


class Vault:
    """Seals the personal data of events and unseals it again.

    `alg` names the algorithm of new ciphertexts; every one of `ALGORITHMS` can be read. Its digests
    derive from the master key, so equal values have equal digests in every dossier.
    """

    def __init__(self, keys: Keys, master: bytes, alg: str = "AES-256-GCM") -> None:
        if alg not in ALGORITHMS:
            raise ValueError(f"no algorithm {alg!r} here, only {', '.join(ALGORITHMS)}")
        self._keys = keys
        self._alg = alg
        self._values = _mac(master, b"anjian digest of personal values")
        self._proposals = _mac(master, b"anjian digest of proposals")

    def digest(self, value: str) -> str:
        """The keyed digest by which values are matched: width, case and outer spaces do not count."""
        matched = unicodedata.normalize("NFKC", value).strip().upper()
        return _base64(_of(self._values, _utf8(matched)))

    def proposal_digest(self, canonical: bytes) -> bytes:
        """The keyed digest of a proposal as it was received, by which a repeated one is recognised."""
        return _of(self._proposals, canonical)

    def fresh(self, plain: str) -> Fresh[str]:
        """Personal data of a proposal, which admission may match by its digest; raises `Unsealable`."""
        return Fresh(digest=self.digest(plain), plain=plain)

    def seal(self, event: E, dossier: str) -> E:
        """The event with every fresh value sealed under the dossier's key; itself where there is none.

        Raises `KeyDestroyed` where the dossier has been disposed of, and `Unsealable`.
        """
        return cast(E, _changed(event, lambda value: self._sealed(value, dossier)))

    def prepare(self, dossiers: Iterable[str]) -> None:
        """Makes the keys of these dossiers all at once, under which something will be sealed."""
        self._keys.prepare(list(dict.fromkeys(dossiers)))

    def unseal(self, sealed: Sealed[str]) -> str:
        """The text of a sealed value; raises `KeyDestroyed`, `UnknownKey` or `Unreadable`."""
        if isinstance(sealed, Fresh):
            return sealed.plain
        algorithm = ALGORITHMS.get(sealed.alg)
        if algorithm is None:
            raise Unreadable(f"sealed by an unknown algorithm {sealed.alg!r}")
        key = self._keys.by_id(sealed.key)
        try:
            nonce = base64.b64decode(sealed.nonce, validate=True)
            ciphertext = base64.b64decode(sealed.ciphertext, validate=True)
            plain = algorithm.open(key, nonce, ciphertext, _bound(sealed.alg, sealed.key, sealed.digest))
        except (InvalidTag, ValueError):
            raise Unreadable(f"a value sealed under the key {sealed.key} was changed") from None
        return plain.decode()

    def reveal(self, value: Any) -> Any:
        """Events, states or plain data with the text, or `DESTROYED`, in place of each sealed value.

        A sealed value that has been made plain data (a mapping of its five members) is recognised,
        and one that was never given is empty text. Raises `UnknownKey` or `Unreadable`.
        """
        return _changed(value, self._revealed)

    def _sealed(self, value: Any, dossier: str) -> Any:
        if not isinstance(value, Fresh):
            return value
        key_id, key = self._keys.for_dossier(dossier)
        digest = self.digest(value.plain)
        # GCM is lost when a nonce repeats under a key; 12 random bytes are safe for 2^32 values a dossier.
        nonce = os.urandom(12)
        bound = _bound(self._alg, key_id, digest)
        ciphertext = ALGORITHMS[self._alg].seal(key, nonce, _utf8(value.plain), bound)
        sealed: Sealed[str] = Sealed(self._alg, key_id, _base64(nonce), _base64(ciphertext), digest)
        return sealed

    def _revealed(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            if value.keys() != _MEMBERS or not all(isinstance(member, str) for member in value.values()):
                return value
            value = Sealed(**value)
        if value == Sealed():
            return ""
        try:
            return self.unseal(value)
        except KeyDestroyed:
            return DESTROYED


class Algorithm(NamedTuple):
    """Authenticated encryption of (key, nonce, text, bound data), and the way back."""

    seal: Callable[[bytes, bytes, bytes, bytes], bytes]
    open: Callable[[bytes, bytes, bytes, bytes], bytes]


def _aes_seal(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, bound)


def _aes_open(key: bytes, nonce: bytes, ciphertext: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, ciphertext, bound)


def _sm4(key: bytes) -> SM4:
    """SM4 takes 16 bytes: its key derives from the data key, which is never used by two ciphers."""
    return SM4(HKDF(SM3(), 16, None, b"anjian SM4-GCM").derive(key))


def _sm4_seal(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    encryptor = Cipher(_sm4(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, ciphertext: bytes, bound: bytes) -> bytes:
    decryptor = Cipher(_sm4(key), GCM(nonce, ciphertext[-16:])).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(ciphertext[:-16]) + decryptor.finalize()


def _algorithms() -> dict[str, Algorithm]:
    algorithms = {"AES-256-GCM": Algorithm(_aes_seal, _aes_open)}
    sm4 = Algorithm(_sm4_seal, _sm4_open)
    try:
        sm4.open(bytes(32), bytes(12), sm4.seal(bytes(32), bytes(12), b"", b""), b"")
    except UnsupportedAlgorithm:
        return algorithms  # an OpenSSL built without SM3, or without SM4 in this mode
    return algorithms | {"SM4-GCM": sm4}


ALGORITHMS: Final[Mapping[str, Algorithm]] = _algorithms()

_MEMBERS = {each.name for each in dataclasses.fields(Sealed)}


def _bound(alg: str, key_id: str, digest: str) -> bytes:
    """What a ciphertext is bound to: put beside another digest or key it does not open."""
    return f"{alg}|{key_id}|{digest}".encode()


def _mac(master: bytes, purpose: bytes) -> HMAC:
    """An HMAC under a key of its own that has seen nothing yet: copies of it are cheaper than new ones."""
    return HMAC(HKDF(SHA256(), 32, None, purpose).derive(master), SHA256())


def _of(mac: HMAC, data: bytes) -> bytes:
    mac = mac.copy()
    mac.update(data)
    return mac.finalize()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass  # raised below, outside of the handler: that error carries the text
    raise Unsealable("the text holds half of a surrogate pair")


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with `change` applied to everything sealed in it; the same object where nothing changed."""
    if isinstance(value, Sealed):
        return change(value)
    of: Any = type(value)
    if (names := _may_hold_sealed(of)) is not None:
        different = {}
        for name in names:
            before = getattr(value, name)
            if before is not None and (after := _changed(before, change)) is not before:
                different[name] = after
        if not different:
            return value
        return replace(value, **different) if isinstance(value, Struct) else dataclasses.replace(value, **different)
    if isinstance(value, Mapping):
        if (whole := change(value)) is not value:
            return whole
        after = {name: _changed(item, change) for name, item in value.items()}
        return value if all(after[name] is item for name, item in value.items()) else after
    if isinstance(value, tuple | list | set | frozenset):
        items = [_changed(item, change) for item in value]
        if all(one is other for one, other in zip(items, value, strict=True)):
            return value
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    return value


@cache
def _may_hold_sealed(of: type[Any]) -> tuple[str, ...] | None:
    """The fields of a dataclass that must be looked into, found once per class from its type hints; else none."""
    if member_names(of) is None:
        return None
    return tuple(name for name, hint in _hints(of).items() if _may_hold(hint, set()))


def _hints(of: type[Any]) -> dict[str, Any]:
    try:
        hints = get_type_hints(of)
    except NameError:  # a name imported for type checking only: look into every field
        hints = {}
    return {name: hints.get(name, Any) for name in member_names(of) or ()}


def _may_hold(hint: Any, seen: set[Any]) -> bool:
    # What is not known to be harmless is looked into: an overlooked value would be stored in plain text.
    if hint in _HARMLESS or hint in seen:
        return False
    origin = get_origin(hint)
    if origin is Literal:
        return False
    if origin in _CONTAINERS:
        return any(_may_hold(each, seen) for each in get_args(hint) if each is not ...)
    if not isinstance(hint, type) or issubclass(hint, Sealed):
        return True
    if issubclass(hint, Enum):
        return False
    if member_names(hint) is not None:
        seen.add(hint)
        return any(_may_hold(each, seen) for each in (*_hints(hint).values(), *hint.__subclasses__()))
    return True


_HARMLESS = {str, int, bool, bytes, Decimal, date, datetime, NoneType}
_CONTAINERS = {tuple, list, set, frozenset, dict, Mapping, Union, UnionType}
