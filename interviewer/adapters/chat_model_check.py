"""Says before an interview whether a chat model can be used: package, key, server and name, in one quick request."""

import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from importlib.util import find_spec

from interviewer.adapters.chat_model import (
    ModelAddress,
    ModelFailed,
    forbid_outside,
)
from interviewer.adapters.secrecy import plain_url, without_secrets

PROBE_S = 4.0
"""Longest wait for the server's answer before an interview starts."""
OPENAI = "openai"
OPENAI_URL = "https://api.openai.com/v1"
PACKAGES: Mapping[str, str] = {
    "google_genai": "langchain_google_genai",
    "google_vertexai": "langchain_google_vertexai",
    "azure_openai": "langchain_openai",
    "bedrock_converse": "langchain_aws",
    "mistralai": "langchain_mistralai",
}
"""Providers whose package is not called langchain_PROVIDER."""
KEYS: Mapping[str, str] = {
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "groq": "GROQ_API_KEY",
    "deepseek": "DEEPSEEK_API_KEY",
}
"""Environment variables that other providers read their keys from."""


def address_of(spec: str, environ: Mapping[str, str] = os.environ) -> ModelAddress:
    """PROVIDER:NAME with server and key from the environment; a bare NAME is one of OpenAI's. Raises ModelFailed."""
    provider, colon, model = spec.strip().partition(":")
    if not colon:
        provider, model = OPENAI, provider
    if not provider or not model:
        raise ModelFailed(f"{spec!r} names no model; give PROVIDER:NAME, for instance openai:gpt-4o-mini", final=True)
    if provider != OPENAI:
        return ModelAddress(provider, model, key=environ.get(KEYS.get(provider, "")) or None)
    return ModelAddress(provider, model, environ.get("OPENAI_BASE_URL") or None, environ.get("OPENAI_API_KEY") or None)


def check(address: ModelAddress, wait_s: float = PROBE_S) -> None:
    """Raise ModelFailed with what is wrong and what to do, as far as one quick request can tell."""
    if address.provider != OPENAI:
        return _check_package(address)
    if address.base_url is None and address.key is None:
        raise ModelFailed("no API key: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own", final=True)
    listed = _models(address, wait_s)
    if listed is not None and len(listed) != 1 and not {address.model, f"{address.model}:latest"} & set(listed):
        raise ModelFailed(f"the server has no model called {address.model!r}{_some(listed)}", final=True)
    return None


def _check_package(address: ModelAddress) -> None:
    module = PACKAGES.get(address.provider, f"langchain_{address.provider}")
    if find_spec(module) is None:
        package = module.replace("_", "-")
        raise ModelFailed(f"{address.provider} needs a package: pip install {package}", final=True)
    wanted = KEYS.get(address.provider)
    if wanted is not None and address.key is None:
        raise ModelFailed(f"no API key: set {wanted}", final=True)


def _some(listed: list[str]) -> str:
    return f"; it has {', '.join(sorted(listed)[:3])} …" if 0 < len(listed) <= 30 else ""


def _models(address: ModelAddress, wait_s: float) -> list[str] | None:
    """The models a server lists; None when it does not list them in a form we know."""
    where = plain_url(address.base_url or OPENAI_URL).rstrip("/")
    url = f"{where}/models"
    if not url.startswith(("http://", "https://")):
        raise ModelFailed(f"OPENAI_BASE_URL is no web address: {where}", final=True)
    forbid_outside(address)
    headers = {"Authorization": f"Bearer {address.key}"} if address.key else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=wait_s) as answer:
            told = json.loads(answer.read(4_000_000))
        return [str(one["id"]) for one in told["data"]]
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            raise ModelFailed("the API key was not accepted; check OPENAI_API_KEY", final=True) from None
        return None
    except http.client.InvalidURL:
        raise ModelFailed(f"OPENAI_BASE_URL is no web address: {where}", final=True) from None
    except (ValueError, KeyError, TypeError, http.client.HTTPException):
        return None
    except OSError as error:
        reason = without_secrets(str(getattr(error, "reason", error)), address.key)
        raise ModelFailed(f"{where} does not answer ({reason})", final=True) from None
