"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

USERS = frozenset({"officer", "firm"})

MANIFEST = ServiceManifest(
    name="registration",
    title={"vi": "Đăng ký", "en": "Registration"},
    service_class="nscl_registration.entrypoints.service:RegistrationService",
    prefixes=("/registration", "/api/registration"),
    setup="nscl_registration.storage.setup:setup",
    navigation=(
        NavigationItem("Applications", "/registration/applications", USERS),
        NavigationItem("Units", "/registration/firms", USERS),
        NavigationItem("Projects", "/registration/projects", USERS),
        NavigationItem("Activities", "/registration/activities", frozenset({"officer"})),
    ),
    publishes=("vn.nscl.registration.#",),
    subscribes=(),
    needs=(),
)
