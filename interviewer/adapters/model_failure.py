"""Why a chat model gave no usable reply, in a few plain words that hold no key."""

from collections.abc import Mapping

from interviewer.adapters.secrecy import without_secrets
from interviewer.errors import AdapterError


class ModelFailed(AdapterError):
    """A model gave no usable reply. `final` says that asking again is in vain; `retry_after_s` when to ask again;
    `slow` that it might have come later."""

    def __init__(
        self,
        reason: str,
        final: bool = False,
        retry_after_s: float | None = None,
        retry: bool = True,
        slow: bool = False,
    ) -> None:
        self.final, self.retry_after_s, self.slow = final, retry_after_s, slow
        self.retry = retry and not final and not slow
        super().__init__(reason)


FINAL_STATUS = {
    401: "the API key was not accepted",
    403: "the API key may not use this model",
    404: "the server does not know this model",
    402: "the account's quota is used up",
}
"""HTTP statuses after which asking again is in vain."""


def explain(error: Exception, key: str | None = None) -> ModelFailed:
    """Any error of a client as a failure in a few plain words, without the key."""
    if isinstance(error, ModelFailed):
        return error
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    said = without_secrets(str(error), key)
    if "insufficient_quota" in said:
        return ModelFailed(FINAL_STATUS[402], final=True)
    if status in FINAL_STATUS:
        return ModelFailed(FINAL_STATUS[status], final=True)
    if status == 429:
        return ModelFailed("the server asks to slow down (429)", retry_after_s=_retry_after(error))
    if isinstance(status, int) and status < 500:
        return ModelFailed(f"the server refused the request ({status}): {said[:200]}", retry=False)
    if isinstance(status, int):
        return ModelFailed(f"the server failed ({status})")
    name = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return ModelFailed("no reply in time", slow=True)
    if "Connect" in name:
        return ModelFailed("the connection failed")
    if "ContentFilter" in name or "refus" in said.lower():
        return ModelFailed("the model refused", retry=False)
    if "LengthFinishReason" in name:
        return ModelFailed("the reply was cut off", retry=False)
    if isinstance(error, (ValueError, LookupError, TypeError, AttributeError)):
        return ModelFailed("the reply could not be read")
    return ModelFailed(f"the call failed ({name})")


def _retry_after(error: Exception) -> float | None:
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
