"""What an LLM call costs."""

from collections.abc import Mapping
from typing import Any


def cost_usd(model: str, counts: Mapping[str, Any], base_url: str, service_tier: str | None) -> float | None:
    """What a chat completion cost in US dollars, at the prices of genai-prices for today; None if it knows none.

    Args:
        model: The model that answered.
        counts: The `usage` object of the answer.
        base_url: Tells the seller; OpenAI's prices hold for its models behind any other address.
        service_tier: The tier that served the call; `flex` costs half, and so does the Batch API (`batch`), by OpenAI's
            price list.
    """
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - half a second, and only where an LLM is asked

    if service_tier == "batch":
        whole = cost_usd(model, counts, base_url, None)
        return None if whole is None else whole / 2
    details = counts.get("prompt_tokens_details") or {}
    usage = Usage(
        input_tokens=counts.get("prompt_tokens") or 0,
        output_tokens=counts.get("completion_tokens") or 0,
        cache_read_tokens=details.get("cached_tokens") or 0,
        cache_write_tokens=details.get("cache_write_tokens") or 0,
    )
    tier = {"service_tier": service_tier} if service_tier else None
    try:
        return float(calc_price(usage, model, provider_api_url=base_url, price_context=tier).total_price)
    except LookupError:
        pass
    try:
        return float(calc_price(usage, model, provider_id="openai", price_context=tier).total_price)
    except LookupError:
        return None
