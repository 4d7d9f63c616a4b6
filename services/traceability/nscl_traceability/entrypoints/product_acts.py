"""What pages and REST do with products, with its line in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventlet import tpool

from nscl_shared.audit import AuditLog
from nscl_shared.kernel import InvalidInput, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence.attachments import MAX_BYTES, MIB, AttachmentStore
from nscl_shared.web import Download, Request
from nscl_traceability.domain.papers import AttachedFile
from nscl_traceability.domain.product_parts import HeldCertificate, Picture, Rendition
from nscl_traceability.entrypoints import intake
from nscl_traceability.handlers import product_commands as c
from nscl_traceability.queries.products import owner_of
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.pictures import NAME_LENGTH, Rendered, renditions

STORE = AttachmentStore(ALIAS)
AUDIT = AuditLog(ALIAS)
MAX_BODY = MAX_BYTES + MIB


def note(request: Request, action: str, target: str, reason: str = "") -> None:
    """Write a line of the audit log."""
    AUDIT.append(actor=request.user.username, action=action, target=target, reason=reason)


def update(
    commands: CommandBus, request: Request, product_id: str, version: int, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Replace what is known of a product; answer id and version."""
    intake.require_own(request.user, owner_of(product_id))
    known = {**body, "details": intake.details(body["details"])}
    command = c.UpdateProduct(product_id=product_id, version=version, **known)
    done: dict[str, Any] = commands.execute(command, key=request.idempotency_key)
    note(request, "product-updated", product_id)
    return done


def add_picture(
    commands: CommandBus, request: Request, product_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Store the sizes of an uploaded picture, then refer to them."""
    intake.require_own(request.user, owner_of(product_id))
    data, name = _sent(request)
    sizes = tuple(_stored(one) for one in tpool.execute(renditions, data, name))
    picture = Picture(picture_id=new_id(), alt=body["alt"], renditions=sizes)
    command = c.AddPicture(product_id=product_id, picture=picture)
    done: dict[str, Any] = commands.execute(command, key=request.idempotency_key)
    note(request, "picture-added", f"{product_id}/{done['id']}")
    return done


def remove_picture(
    commands: CommandBus, request: Request, product_id: str, picture_id: str
) -> None:
    """Take a picture out."""
    intake.require_own(request.user, owner_of(product_id))
    command = c.RemovePicture(product_id=product_id, picture_id=picture_id)
    commands.execute(command, key=request.idempotency_key)
    note(request, "picture-removed", f"{product_id}/{picture_id}")


def add_certificate(
    commands: CommandBus, request: Request, product_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Enter a certificate, with its file if one is sent."""
    intake.require_own(request.user, owner_of(product_id))
    certificate = HeldCertificate(certificate_id=new_id(), file=sent_file(request), **body)
    command = c.AddCertificate(product_id=product_id, certificate=certificate)
    done: dict[str, Any] = commands.execute(command, key=request.idempotency_key)
    note(request, "certificate-entered", f"{product_id}/{done['id']}")
    return done


def remove_certificate(
    commands: CommandBus, request: Request, product_id: str, certificate_id: str
) -> None:
    """Take a certificate out."""
    intake.require_own(request.user, owner_of(product_id))
    command = c.RemoveCertificate(product_id=product_id, certificate_id=certificate_id)
    commands.execute(command, key=request.idempotency_key)
    note(request, "certificate-removed", f"{product_id}/{certificate_id}")


def sent_file(request: Request) -> AttachedFile | None:
    """Store the file that was sent, if there is one."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    stored = STORE.put(sent.stream.read(MAX_BYTES + 1), sent.filename)
    return AttachedFile(**vars(stored))


def download(file: Any) -> Download:
    """Send a file to those who may see it, and to no cache."""
    stored = STORE.open(file.attachment_id)
    headers = {"Content-Length": str(stored.size), "Cache-Control": "private, no-store"}
    return Download(stored.chunks, file.name, stored.content_type, headers=headers)


def _sent(request: Request) -> tuple[bytes, str]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput("attachment-empty", field="file", name="–")
    data = sent.stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        name = sent.filename[:NAME_LENGTH]
        limit = MAX_BYTES // MIB
        raise InvalidInput("attachment-too-large", field="file", name=name, limit=limit)
    return data, sent.filename


def _stored(size: Rendered) -> Rendition:
    stored = STORE.put(size.data, f"{size.width}.jpg")
    return Rendition(
        width=size.width,
        height=size.height,
        size=len(size.data),
        attachment_id=stored.attachment_id,
    )
