"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

MANIFEST = ServiceManifest(
    name="identity",
    title={"vi": "Tài khoản", "en": "Accounts"},
    service_class="nscl_identity.entrypoints.service:IdentityService",
    prefixes=("/identity", "/api/identity"),
    setup="nscl_identity.storage.setup:setup",
    navigation=(NavigationItem("Accounts", "/identity/accounts", frozenset({"admin"})),),
    publishes=("vn.nscl.identity.#",),
    subscribes=(),
    needs=("NSCL_SIGNING_KEY_FILE",),
)
