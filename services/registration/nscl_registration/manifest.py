"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

USERS = frozenset({"officer", "firm"})
READERS = frozenset({"officer", "admin", "auditor"})
CASE_READERS = USERS | {"appraiser", "finance"}

MANIFEST = ServiceManifest(
    name="registration",
    title={"vi": "Đăng ký", "en": "Registration"},
    service_class="nscl_registration.entrypoints.service:RegistrationService",
    prefixes=("/registration", "/api/registration"),
    setup="nscl_registration.storage.setup:setup",
    navigation=(
        NavigationItem("Work lists", "/registration/inbox", CASE_READERS),
        NavigationItem("Applications", "/registration/applications", CASE_READERS),
        NavigationItem("Bulk import", "/registration/imports", frozenset({"officer", "admin"})),
        NavigationItem("Units", "/registration/firms", USERS),
        NavigationItem("Projects", "/registration/projects", USERS),
        NavigationItem("Programme", "/registration/plans", READERS),
        NavigationItem("Activities", "/registration/activities", READERS),
        NavigationItem("Calls for proposals", "/registration/calls", READERS | {"firm"}),
    ),
    extra={"max_body_mib": 12},
    publishes=("vn.nscl.registration.#",),
    subscribes=("vn.nscl.identity.#",),
    needs=(),
)
