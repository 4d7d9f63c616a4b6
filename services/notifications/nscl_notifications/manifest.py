"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

MANIFEST = ServiceManifest(
    name="notifications",
    title={"vi": "Thông báo", "en": "Notifications"},
    service_class="nscl_notifications.entrypoints.service:NotificationsService",
    prefixes=("/notifications", "/api/notifications"),
    setup="nscl_notifications.storage.setup:setup",
    navigation=(
        NavigationItem(
            "Delivery log", "/notifications/deliveries", frozenset({"admin", "officer"})
        ),
        NavigationItem("Webhooks", "/notifications/webhooks", frozenset({"admin", "auditor"})),
    ),
    publishes=("vn.nscl.notifications.#",),
    subscribes=("vn.nscl.registration.#", "vn.nscl.traceability.#"),
    hands_on=("vn.nscl.#",),
    calls_others=True,
    needs=("NSCL_SMTP_URI", "NSCL_MAIL_FROM", "NSCL_MASTER_KEY_FILE"),
)
