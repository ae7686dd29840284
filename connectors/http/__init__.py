"""One polite client for all connectors."""

from connectors.http.client import Client, HttpLimits
from connectors.http.networks import Networks
from connectors.http.types import Http, Response

__all__ = ["Client", "Http", "HttpLimits", "Networks", "Response"]
