"""Who carries which channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.config import SANDBOX, Settings
from app.integrations.messages.sandbox import SandboxSender
from app.integrations.messages.smtp import SmtpSender, SmtpServer
from app.integrations.messages.twilio import TwilioAccount, TwilioSender
from app.services.provider_ports import (
    MessageAsk,
    MessageReports,
    MessageSender,
    MessageTaken,
    ProviderMisconfigured,
    ProviderRefused,
)


@dataclass(frozen=True, slots=True)
class MessageRouter:
    """Gives each message to its channel's carrier."""

    carriers: Mapping[str, MessageSender] = field(default_factory=dict)

    def send(self, message: MessageAsk) -> MessageTaken:
        """As the carrier does. Without one WhatsApp is refused, so that a text message goes instead."""
        carrier = self.carriers.get(message.channel)
        if carrier is not None:
            return carrier.send(message)
        if message.channel == "whatsapp":
            raise ProviderRefused("no_whatsapp", "nobody here carries WhatsApp")
        raise ProviderMisconfigured(f"nobody here carries {message.channel}")


def twilio_of(settings: Settings) -> TwilioSender | None:
    """The configured Twilio account."""
    if settings.messages == SANDBOX or not settings.twilio_account_sid:
        return None
    contents = {"en": settings.twilio_code_content_en, "ar": settings.twilio_code_content_ar}
    return TwilioSender(
        TwilioAccount(
            sid=settings.twilio_account_sid,
            token=settings.twilio_auth_token,
            url=settings.twilio_url,
            sms_from=settings.twilio_sms_from,
            messaging_service=settings.twilio_messaging_service_sid,
            whatsapp_from=settings.twilio_whatsapp_from,
            code_contents={language: content for language, content in contents.items() if content},
            public_url=settings.public_url.rstrip("/"),
        )
    )


def build_messages(settings: Settings) -> tuple[MessageSender, MessageReports | None]:
    """Who sends messages, and who reads what is reported of them."""
    if settings.messages == SANDBOX:
        return SandboxSender(), None
    carriers: dict[str, MessageSender] = {}
    twilio = twilio_of(settings)
    if twilio is not None:
        carriers |= dict.fromkeys(twilio.channels, twilio)
    if settings.smtp_url:
        carriers["email"] = SmtpSender(SmtpServer.read(settings.smtp_url), mail_from=settings.mail_from)
    return MessageRouter(carriers), twilio
