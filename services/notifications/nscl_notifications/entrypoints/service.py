"""The nameko service: wiring, nothing but names."""

from __future__ import annotations

from nscl_notifications.entrypoints.access import ACCESS
from nscl_notifications.entrypoints.dispatcher import WebhookDispatcher
from nscl_notifications.entrypoints.http import Api
from nscl_notifications.entrypoints.pages import Pages
from nscl_notifications.entrypoints.problems import PROBLEMS
from nscl_notifications.entrypoints.subscriptions import Subscriptions
from nscl_notifications.entrypoints.timers import Timers
from nscl_notifications.entrypoints.webhooks_http import WebhookApi
from nscl_notifications.entrypoints.webhooks_pages import WebhookPages
from nscl_notifications.handlers.table import HANDLERS
from nscl_notifications.storage.unit_of_work import NotificationsUnitOfWork
from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, OutboxRelay


class NotificationsService(
    Api, Pages, WebhookApi, WebhookPages, Subscriptions, Timers, KitEndpoints
):
    """Messages to people: templates, channels and the delivery log."""

    name = "notifications"
    access = ACCESS
    problems = PROBLEMS
    commands = Commands(HANDLERS, NotificationsUnitOfWork)
    relay = OutboxRelay()
    webhooks = WebhookDispatcher()
