"""Owns the addresses of the API on a prison's host."""

from django.urls import URLPattern, path, re_path

from api.v1.views import common, complaints, goods, people, prison, schema, trade, workshop

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("people/", prison.People.as_view(), name="person-list"),
    path("complaints/", complaints.Complaints.as_view(), name="complaint-list"),
    path("people/<int:person>/gates/", people.Gates.as_view(), name="person-gates"),
    path("people/<int:person>/enrolments/", people.Enrolments.as_view(), name="person-enrol"),
    path("stock/", workshop.Stock.as_view(), name="stock"),
    path("sessions/", workshop.Sessions.as_view(), name="session-list"),
    path("sessions/<int:session>/register/", workshop.Register.as_view(), name="register"),
    path("sessions/<int:session>/marks/", workshop.Marks.as_view(), name="mark-merge"),
    path("lots/", goods.Lots.as_view(), name="lot-list"),
    path("lots/<int:lot>/inspection/", goods.Inspection.as_view(), name="lot-inspection"),
    path("orders/", trade.Parts.as_view(), name="part-list"),
    path("quotes/", trade.Quotes.as_view(), name="quote-list"),
    path("me/", common.Me.as_view(), name="me"),
    path("schema/", schema.Schema.as_view(urlconf="config.urls_prison"), name="schema"),
    path("docs/", schema.docs, name="docs"),
    re_path(r"^.*$", common.Unknown.as_view(), name="unknown"),
]
