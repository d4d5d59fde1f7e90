"""What the environment may say about providers, and that its keys do not stay there."""

import pytest

from whinchat.domain.provider import ProviderKind
from whinchat.services.environment import take_environment


def test_keys_are_taken_out_and_the_rest_stays() -> None:
    environ = {
        "OPENROUTER_API_KEY": "sk-or-v1-0123456789",
        "OPENAI_API_KEY": "sk-proj-0123456789",
        "WHINCHAT_API_KEY": "x-0123456789",
        "WHINCHAT_BASE_URL": "https://gateway.example/v1",
        "PATH": "/usr/bin",
    }
    found = take_environment(environ)
    assert environ == {"PATH": "/usr/bin", "WHINCHAT_BASE_URL": "https://gateway.example/v1"}
    assert {name: key.variable for name, key in found.keys.items()} == {
        "openrouter": "OPENROUTER_API_KEY",
        "openrouter-alpha": "OPENROUTER_API_KEY",
        "openai": "OPENAI_API_KEY",
        "environment": "WHINCHAT_API_KEY",
    }
    assert found.keys["environment"].origin == "https://gateway.example:443"


def test_without_variables_there_is_nothing() -> None:
    found = take_environment({})
    assert (found.provider, found.model, dict(found.keys), found.problems) == (None, "", {}, ())


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://openrouter.ai/api/v1", ProviderKind.OPENROUTER),
        ("https://api.openai.com/v1/", ProviderKind.OPENAI),
        ("http://localhost:8080/v1", ProviderKind.COMPATIBLE),
    ],
)
def test_the_provider_it_names_is_recognised(address: str, kind: ProviderKind) -> None:
    found = take_environment({"WHINCHAT_BASE_URL": address, "WHINCHAT_MODEL": " a/b "})
    assert found.provider is not None
    assert found.provider.name == "From the environment"
    assert found.provider.kind is kind
    assert found.model == "a/b"


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"WHINCHAT_BASE_URL": "http://far.example/v1"}, "WHINCHAT_BASE_URL is not used."),
        ({"WHINCHAT_API_KEY": "abc"}, "WHINCHAT_API_KEY is not used without"),
        ({"OPENAI_API_KEY": "two words"}, "OPENAI_API_KEY is not used. The key has a space"),
        ({"OPENROUTER_API_KEY": "x" * 2000}, "OPENROUTER_API_KEY is not used. The key is too"),
    ],
)
def test_what_cannot_be_used_is_said_without_quoting_it(
    environ: dict[str, str], problem: str
) -> None:
    values = list(environ.values())
    found = take_environment(environ)
    (said,) = found.problems
    assert problem in said
    assert not found.keys
    assert not any(value in said for value in values if "://" not in value)
