"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

MANIFEST = ServiceManifest(
    name="certification",
    title={"vi": "Chứng nhận", "en": "Certification"},
    service_class="nscl_certification.entrypoints.service:CertificationService",
    prefixes=("/certification", "/api/certification"),
    setup="nscl_certification.storage.setup:setup",
    navigation=(NavigationItem("Certificates", "/certification/certificates"),),
    publishes=("vn.nscl.certification.#",),
    subscribes=("vn.nscl.registration.#",),
    needs=(),
)
