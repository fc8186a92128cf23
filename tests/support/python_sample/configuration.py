"""The configuration of the sample, as the generator writes one."""

from __future__ import annotations

from ._runtime.configuration import ConfigurationBase
from ._runtime.operation import ApiFacts, Scheme, Server, ServerVariable


class Configuration(ConfigurationBase):
    """Settings of a client; see the base class."""

    facts = ApiFacts(
        package="sampleclient",
        version="1.2.3",
        servers=(
            Server("https://api.example.com/v1"),
            Server(
                "https://{region}.example.com",
                variables=(ServerVariable("region", "eu", ("eu", "us")),),
            ),
        ),
        schemes=(
            Scheme("ApiKeyAuth", "bearer"),
            Scheme("HeaderKey", "apiKey", location="header", parameter="X-Api-Key"),
            Scheme("QueryKey", "apiKey", location="query", parameter="api_key"),
            Scheme("CookieKey", "apiKey", location="cookie", parameter="sid"),
            Scheme("Login", "basic"),
            Scheme("Machine", "oauth2", token_url="/oauth/token"),
        ),
    )
