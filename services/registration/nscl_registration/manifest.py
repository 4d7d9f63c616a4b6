"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

MANIFEST = ServiceManifest(
    name="registration",
    title={"vi": "Đăng ký", "en": "Registration"},
    service_class="nscl_registration.entrypoints.service:RegistrationService",
    prefixes=("/registration", "/api/registration"),
    setup="nscl_registration.storage.setup:setup",
    navigation=(
        NavigationItem("Applications", "/registration/applications"),
        NavigationItem("Projects", "/registration/projects"),
    ),
    publishes=("vn.nscl.registration.#",),
    subscribes=(),
    needs=(),
)
