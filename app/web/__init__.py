"""HTML pages: one package a journey."""

from flask import Blueprint

from app.web.account import account
from app.web.admin import admin
from app.web.bills import bills
from app.web.booking import booking
from app.web.cart import cart
from app.web.checkout import checkout
from app.web.developers import developers
from app.web.gift_cards import gift_cards
from app.web.health import health
from app.web.loyalty import loyalty
from app.web.media import media
from app.web.message_reports import message_reports
from app.web.orders import orders
from app.web.pay import pay
from app.web.sandbox import sandbox
from app.web.sandbox.gateway import sandbox_gateway
from app.web.sandbox.parcels import sandbox_parcels
from app.web.shop import shop
from app.web.staff import staff
from app.web.support import support
from app.web.wallet import wallet
from app.web.webhooks import webhooks
from app.web.wishlist import wishlist

BLUEPRINTS: tuple[Blueprint, ...] = (
    account,
    admin,
    bills,
    booking,
    cart,
    checkout,
    developers,
    gift_cards,
    health,
    loyalty,
    media,
    message_reports,
    orders,
    pay,
    sandbox,
    sandbox_gateway,
    sandbox_parcels,
    shop,
    staff,
    support,
    webhooks,
    wishlist,
    wallet,
)
