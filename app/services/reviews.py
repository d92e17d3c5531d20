"""What buyers say: published reviews of a product, and the stars they add up to."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from app.domain.paging import Page, Window
from app.domain.ratings import STARS, StarShare, breakdown
from app.models import Product, Review, ReviewState

FIRST_REVIEWS: Final = 6


class ReviewView(NamedTuple):
    """A review as readers see it; `locale` is the language it was written in."""

    author_name: str
    rating: int
    title: str
    body: str
    locale: str
    created_at: datetime


class ReviewList(NamedTuple):
    page: Page[ReviewView]
    breakdown: list[StarShare]


def list_reviews(session: Session, product_id: int, *, window: Window) -> ReviewList:
    """Published reviews with words, newest first, and how many gave how many stars, words or not: one statement."""
    counted = [func.count().filter(Review.rating == n).over().label(f"stars_{n}") for n in STARS]
    written = func.count().filter(Review.body != "").over().label("written")
    columns = (Review.author_name, Review.rating, Review.title, Review.body, Review.locale, Review.created_at)
    rows = session.execute(
        select(*columns, *counted, written)
        .where(Review.product_id == product_id, Review.state == ReviewState.PUBLISHED)
        .order_by(case((Review.body == "", 1), else_=0), Review.created_at.desc(), Review.id.desc())
        .limit(window.limit)
        .offset(window.offset)
    ).all()
    counts = {n: int(getattr(rows[0], f"stars_{n}")) for n in STARS} if rows else {}
    items = [
        ReviewView(row.author_name, row.rating, row.title, row.body, row.locale, row.created_at)
        for row in rows
        if row.body
    ]
    return ReviewList(Page(items, rows[0].written if rows else 0, window), breakdown(counts))


def recount(session: Session, product_id: int) -> None:
    """Make the stars kept with a product what its published reviews say."""
    rated = (Review.product_id == product_id, Review.state == ReviewState.PUBLISHED)
    total, count, worded = session.execute(
        select(func.coalesce(func.sum(Review.rating), 0), func.count(), func.count().filter(Review.body != "")).where(
            *rated
        )
    ).one()
    session.execute(
        update(Product)
        .where(Product.id == product_id)
        .values(rating_sum=total, rating_count=count, review_count=worded)
        .execution_options(synchronize_session="fetch")
    )
