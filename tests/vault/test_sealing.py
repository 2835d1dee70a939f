"""Sealing and unsealing over keys in memory."""

from __future__ import annotations

import base64
import hmac
import logging
import traceback
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.event import Event, Fresh, Sealed
from ledger.kernel.state import member_names
from ledger.vault.keys import DataKey, UnknownKey
from ledger.vault.sealing import ALGORITHMS, DESTROYED, Unreadable, Unsealable, Vault
from vault.memory_keys import MemoryKeys

if TYPE_CHECKING:
    from ledger.kernel.law import Rule

MASTER = bytes(range(32))
DOSSIER = "appraisal/411200-2026-0007"
OTHER_DOSSIER = "appraisal/411200-2026-0008"
PHONE = "电话 010-00000000"


def as_data(value: Any) -> Any:
    """Structs and dataclasses as mappings, as a page would have them."""
    if (names := member_names(type(value))) is not None:
        return {name: as_data(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {name: as_data(member) for name, member in value.items()}
    return [as_data(each) for each in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class Contact:
    role: str
    phone: Sealed[str]


class Line(NamedTuple):
    what: str
    contact: Contact


@dataclass(frozen=True)
class Branch:
    """A tree: its class contains itself."""

    who: Sealed[str]
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Holder:
    """Nothing personal here, but its subclass adds something."""

    role: str


@dataclass(frozen=True)
class PersonalHolder(Holder):
    phone: Sealed[str]


class ContactsNamed(Event):
    """Contacts were named. 联系人登记"""

    area: str = "411200"
    first: Sealed[str] | None = None
    contacts: tuple[Contact, ...] = ()
    by_role: Mapping[str, Sealed[str]] | None = None
    loose: Mapping[str, Any] | None = None
    lines: tuple[Line, ...] = ()
    tree: Branch | None = None
    holder: Holder | None = None


@dataclass(frozen=True)
class Ruled:
    """Its type hints cannot be resolved while the program runs."""

    phone: Sealed[str]
    rule: Rule | None = None


class AmountNamed(Event):
    """An amount was named. 金额登记"""

    amount: Decimal
    remarks: tuple[str, ...] = ()


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def vault(keys: MemoryKeys) -> Vault:
    return Vault(keys, MASTER)


def sealed(vault: Vault, text: str, dossier: str = DOSSIER) -> Sealed[str]:
    token = vault.seal(ContactsNamed(first=vault.fresh(text)), dossier).first
    assert token is not None
    return token


def everywhere(vault: Vault) -> ContactsNamed:
    """A fresh value in every kind of place, each with its own text."""
    return ContactsNamed(
        first=vault.fresh("一"),
        contacts=(Contact("insured", vault.fresh("二")), Contact("witness", vault.fresh("三"))),
        by_role={"insured": vault.fresh("四")},
        loose={"phones": [vault.fresh("五"), "open"], "deeper": {"phone": vault.fresh("六")}},
        lines=(Line("call", Contact("insured", vault.fresh("七"))),),
        tree=Branch(vault.fresh("八"), (Branch(vault.fresh("九")),)),
        holder=PersonalHolder("insured", vault.fresh("十")),
    )


def revealed_everywhere() -> dict[str, Any]:
    return {
        "area": "411200",
        "first": "一",
        "contacts": [{"role": "insured", "phone": "二"}, {"role": "witness", "phone": "三"}],
        "by_role": {"insured": "四"},
        "loose": {"phones": ["五", "open"], "deeper": {"phone": "六"}},
        "lines": [["call", {"role": "insured", "phone": "七"}]],
        "tree": {"who": "八", "below": [{"who": "九", "below": []}]},
        "holder": {"role": "insured", "phone": "十"},
    }


def test_what_was_sealed_comes_back(vault: Vault) -> None:
    token = sealed(vault, PHONE)
    assert type(token) is Sealed
    assert token.alg == "AES-256-GCM"
    assert PHONE not in repr(token)
    assert vault.unseal(token) == PHONE


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    vault = Vault(MemoryKeys(), MASTER)
    assert vault.unseal(sealed(vault, text)) == text


@given(st.text(), st.characters(categories=["Cs"]), st.text())
def test_half_a_surrogate_pair_is_refused(before: str, half: str, after: str) -> None:
    vault = Vault(MemoryKeys(), MASTER)
    with pytest.raises(Unsealable, match="half of a surrogate pair") as refused:
        vault.fresh(before + half + after)
    assert refused.value.__context__ is None


def test_fresh_values_are_sealed_wherever_they_are(vault: Vault) -> None:
    event = vault.seal(everywhere(vault), DOSSIER)
    assert "Fresh" not in repr(event)
    assert repr(event).count("Sealed(") == 10
    assert isinstance(event.holder, PersonalHolder)
    assert as_data(vault.reveal(event)) == revealed_everywhere()


def test_a_class_with_a_hint_for_type_checkers_only_is_looked_into(vault: Vault) -> None:
    assert vault.reveal(Ruled(vault.fresh(PHONE))) == Ruled(PHONE)  # type: ignore[arg-type]


def test_plain_data_is_revealed_as_the_event_is(vault: Vault) -> None:
    data = as_data(vault.seal(everywhere(vault), DOSSIER))
    assert vault.reveal(data) == revealed_everywhere()


def test_an_event_with_nothing_to_seal_stays_the_same_object(vault: Vault, keys: MemoryKeys) -> None:
    amount = AmountNamed(amount=Decimal("1.00"), remarks=("a", "b"))
    unnamed = ContactsNamed(loose={"phones": ["open"]})
    resealed = vault.seal(ContactsNamed(first=vault.fresh(PHONE)), DOSSIER)
    keys.asked.clear()
    for event in (amount, unnamed, resealed):
        assert vault.seal(event, DOSSIER) is event
    assert vault.reveal(amount) is amount
    assert keys.asked == []


def test_what_is_open_beside_a_sealed_value_stays_open(vault: Vault) -> None:
    event = ContactsNamed(area="360000", contacts=(Contact("insured", vault.fresh(PHONE)),))
    stored = vault.seal(event, DOSSIER)
    assert (stored.area, stored.contacts[0].role) == ("360000", "insured")


def test_equal_values_have_equal_digests_and_different_ciphertexts(vault: Vault) -> None:
    tokens = [sealed(vault, PHONE), sealed(vault, PHONE), sealed(vault, PHONE, OTHER_DOSSIER)]
    assert {token.digest for token in tokens} == {vault.fresh(PHONE).digest}
    assert len({token.ciphertext for token in tokens}) == len({token.nonce for token in tokens}) == 3
    assert sealed(vault, PHONE + "1").digest != tokens[0].digest


@pytest.mark.parametrize("written", ["０１０-０００１Ｘ", " 010-0001x\n", "010-0001X", "　010－0001x"])
def test_width_case_and_outer_spaces_do_not_count_in_the_digest(vault: Vault, written: str) -> None:
    assert vault.digest(written) == vault.digest("010-0001x")
    assert vault.unseal(sealed(vault, written)) == written


def test_the_digest_depends_on_the_master_key(vault: Vault, keys: MemoryKeys) -> None:
    assert Vault(keys, bytes(32)).digest(PHONE) != vault.digest(PHONE)


def test_digests_are_hmacs_under_keys_derived_from_the_master_key(vault: Vault) -> None:
    def subkey(purpose: bytes) -> bytes:  # RFC 5869, one block
        return hmac.digest(hmac.digest(bytes(32), MASTER, "sha256"), purpose + b"\x01", "sha256")

    value = hmac.digest(subkey(b"anjian digest of personal values"), PHONE.encode(), "sha256")
    assert vault.digest(PHONE) == base64.b64encode(value).decode()
    proposal = hmac.digest(subkey(b"anjian digest of proposals"), PHONE.encode(), "sha256")
    assert vault.proposal_digest(PHONE.encode()) == proposal


GOLDEN = {
    "AES-256-GCM": "u8boT+Woy9yNyeT2FkNuDCNA2S+N7XAKfYBeQZtZXlTsyvY=",
    "SM4-GCM": "breeg5YgAUncFljnoEfNclnsVTwnz32DvQuoFIqYH7ag/uE=",
}


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_tokens_of_the_past_stay_readable(alg: str, keys: MemoryKeys) -> None:
    keys.kept[DOSSIER] = DataKey("A" * 22, bytes(range(32, 64)))
    token: Sealed[str] = Sealed(
        alg, "A" * 22, "AAECAwQFBgcICQoL", GOLDEN[alg], "PulfElF3/ChCnA9Istz4U0Kd0Ua9PsHQMUPqe1sIDiY="
    )
    assert Vault(keys, MASTER).unseal(token) == PHONE


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_every_algorithm_seals_and_any_vault_reads_it(alg: str, keys: MemoryKeys, vault: Vault) -> None:
    token = sealed(Vault(keys, MASTER, alg), PHONE)
    assert token.alg == alg
    assert vault.unseal(token) == PHONE


def test_an_algorithm_that_is_not_there_is_named(keys: MemoryKeys, vault: Vault) -> None:
    with pytest.raises(ValueError, match="ROT13"):
        Vault(keys, MASTER, "ROT13")
    with pytest.raises(Unreadable, match="ROT13"):
        vault.unseal(replace(sealed(vault, PHONE), alg="ROT13"))


@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("member", ["nonce", "ciphertext", "digest"])
def test_a_member_of_another_token_does_not_open(alg: str, member: str, keys: MemoryKeys) -> None:
    vault = Vault(keys, MASTER, alg)
    one, other = sealed(vault, PHONE), sealed(vault, "010-00000001")
    with pytest.raises(Unreadable, match="was changed"):
        vault.unseal(replace(one, **{member: getattr(other, member)}))


def test_a_ciphertext_with_its_nonce_cannot_take_the_place_of_another(vault: Vault) -> None:
    one, other = sealed(vault, PHONE), sealed(vault, "010-00000001")
    with pytest.raises(Unreadable, match="was changed"):
        vault.unseal(replace(one, nonce=other.nonce, ciphertext=other.ciphertext))


def test_the_key_of_another_dossier_does_not_open(vault: Vault) -> None:
    one, other = sealed(vault, PHONE), sealed(vault, PHONE, OTHER_DOSSIER)
    with pytest.raises(Unreadable, match="was changed"):
        vault.unseal(replace(one, key=other.key))


def test_a_token_cannot_be_called_by_another_algorithm(vault: Vault, keys: MemoryKeys) -> None:
    keys.for_dossier(DOSSIER)
    for alg in ALGORITHMS:
        token = sealed(Vault(keys, MASTER, alg), PHONE)
        for other in ALGORITHMS.keys() - {alg}:
            with pytest.raises(Unreadable, match="was changed"):
                vault.unseal(replace(token, alg=other))


@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("broken", ["", "AAAA", "not base64", "é", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="])
@pytest.mark.parametrize("member", ["nonce", "ciphertext"])
def test_broken_members_are_a_clear_error(alg: str, broken: str, member: str, keys: MemoryKeys) -> None:
    vault = Vault(keys, MASTER, alg)
    with pytest.raises(Unreadable, match="was changed"):
        vault.unseal(replace(sealed(vault, PHONE), **{member: broken}))


@given(st.data())
def test_no_single_bit_of_a_ciphertext_can_be_changed(data: st.DataObject) -> None:
    vault = Vault(MemoryKeys(), MASTER)
    token = sealed(vault, PHONE)
    changed = bytearray(base64.b64decode(token.ciphertext))
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unreadable):
        vault.unseal(replace(token, ciphertext=base64.b64encode(changed).decode()))


def test_an_unknown_key_is_an_error_and_never_shown_as_destroyed(vault: Vault) -> None:
    token = replace(sealed(vault, PHONE), key="B" * 22)
    with pytest.raises(UnknownKey):
        vault.unseal(token)
    with pytest.raises(UnknownKey):
        vault.reveal({"phone": token})


def test_a_destroyed_key_leaves_the_marker(vault: Vault, keys: MemoryKeys) -> None:
    kept = sealed(vault, "010-00000001", OTHER_DOSSIER)
    event = ContactsNamed(first=sealed(vault, PHONE), contacts=(Contact("insured", kept),))
    keys.destroy(DOSSIER)
    shown = as_data(vault.reveal(event))
    assert (shown["first"], shown["contacts"][0]["phone"]) == (DESTROYED, "010-00000001")
    assert vault.reveal(as_data(event))["first"] == DESTROYED


def test_a_value_that_was_never_given_is_empty(vault: Vault) -> None:
    assert vault.reveal({"phone": Sealed(), "data": asdict(Sealed())}) == {"phone": "", "data": ""}


def test_a_fresh_value_is_its_own_text(vault: Vault) -> None:
    assert vault.reveal([vault.fresh(PHONE)]) == [PHONE]


def test_a_mapping_that_only_looks_like_a_token_stays(vault: Vault) -> None:
    data = {"alg": 1, "key": "", "nonce": "", "ciphertext": "", "digest": ""}
    assert vault.reveal(data) is data


def test_no_text_and_no_key_is_ever_written(vault: Vault, keys: MemoryKeys, caplog: pytest.LogCaptureFixture) -> None:
    fresh = vault.fresh(PHONE)
    event = ContactsNamed(first=fresh, contacts=(Contact("insured", fresh),))
    token = sealed(vault, PHONE)
    key = keys.kept[DOSSIER]
    failures = []
    for broken in (
        replace(token, ciphertext="AAAA"),
        replace(token, key="B" * 22),
        replace(token, alg="ROT13"),
    ):
        with pytest.raises((Unreadable, UnknownKey)) as refused:
            vault.unseal(broken)
        failures.append(refused.value)
    with pytest.raises(Unsealable) as refused_text:
        vault.fresh(PHONE + "\ud800")
    failures.append(refused_text.value)
    with caplog.at_level(logging.DEBUG):
        for failure in failures:
            logging.getLogger("test").error("%s %r", failure, failure, exc_info=failure)
        logging.getLogger("test").info("%s %r %s %r %r", event, fresh, vault, key, keys.kept)
    written = [caplog.text, repr(event), str(fresh), f"{fresh!r}", repr(Fresh(plain=PHONE)), repr([key])]
    written += ["".join(traceback.format_exception(failure)) for failure in failures]
    secret = [
        PHONE,
        repr(PHONE),
        repr(MASTER),
        repr(key.key),
        base64.b64encode(key.key).decode(),
        key.key.hex(),
    ]
    for text in written:
        assert text
        assert not any(each in text for each in secret)
