"""A booking page of the tests' own: the restaurant's frame round a form and a link, whatever the real pages become."""

from flask import Flask, redirect, render_template_string, request, url_for
from flask.typing import ResponseReturnValue

from app.web.booking.tokens import form_id
from app.web.session import current_customer

_PAGE = """{% extends "layouts/booking.html" %}
{% from "components/booking.html" import embed_field, form_guard %}
{% block main %}
<h1>{{ heading }}</h1>
<form method="post" action="{{ url_for("booking.specimen_send", branch_code=look.branch.code) }}">
  {{ form_guard("booking.specimen_send", branch_code=look.branch.code) }}
  <label for="guest">Name</label> <input class="box" id="guest" name="guest">
  <button class="btn" type="submit">Book</button>
</form>
<form method="get" action="{{ url_for("booking.specimen", branch_code=look.branch.code) }}">
  {{ embed_field() }}<button class="btn btn-quiet" type="submit">Look again</button>
</form>
<a href="{{ url_for("booking.specimen", branch_code=look.branch.code, day="tomorrow") }}">Tomorrow</a>
{% endblock %}"""


def add_booking_page(app: Flask) -> None:
    """At /b/<code>/specimen, with a form to /b/<code>/specimen/send; before the application's first request."""

    def specimen(branch_code: str) -> ResponseReturnValue:
        who = current_customer()
        heading = request.args.get("said") or f"Welcome, {who.first_name if who else 'stranger'}"
        return render_template_string(_PAGE, heading=heading)

    def specimen_send(branch_code: str) -> ResponseReturnValue:
        said = f"{request.form['guest']} has a table, form {form_id()}"
        return redirect(url_for("booking.specimen", branch_code=branch_code, said=said), code=303)

    app.add_url_rule("/b/<branch_code>/specimen", "booking.specimen", specimen)
    app.add_url_rule("/b/<branch_code>/specimen/send", "booking.specimen_send", specimen_send, methods=["POST"])
